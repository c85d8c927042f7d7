package io.d2v.core.objective;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;

/**
 * What stands between the student's output and its prediction: linear layers with GELU between
 * them, the middle twice as wide (the reference's {@code regression_head}).
 */
record Head(int layers) {
  Tensor apply(Scope scope, Tensor rows) {
    int width = rows.shape().last();
    Tensor x = rows; // [B, M, D]
    for (int i = 0; i < layers; i++) {
      boolean lastLayer = i == layers - 1;
      x = scope.linear(Integer.toString(i), x, lastLayer ? width : 2 * width);
      x = lastLayer ? x : Nn.gelu(x); // [B, M, 2D]
    }
    return x; // [B, M, D]
  }
}
