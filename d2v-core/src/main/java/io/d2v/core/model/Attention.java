package io.d2v.core.model;

import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Multi-head self-attention (Vaswani et al. 2017). Queries, keys and values come from one matrix,
 * rows in this order, as in the reference's vision code.
 */
record Attention(TransformerSettings settings, Memory memory, Init weights, Init out) {
  /** What its weights are shown as, after its path: computed where somebody asks for them. */
  static final String WEIGHTS = ".weights";

  /** More tokens than these attend in rows; docs/decisions/memory.md has what was measured. */
  private static final int LONG = 2048;

  /** Then so many queries at a time. */
  private static final int ROWS = 256;

  /**
   * Attends.
   *
   * @param x {@code [batch, tokens, width]}
   * @param bias {@code [heads or 1, tokens or 1, tokens]}, with or without a batch axis
   * @param wanted takes the tokens that its results are for
   * @return {@code [batch, wanted, width]}
   */
  Tensor apply(Scope scope, Tensor x, Optional<Tensor> bias, UnaryOperator<Tensor> wanted) {
    int batch = x.shape().size(0);
    int tokens = x.shape().size(1);
    int width = settings.width();
    int heads = settings.heads();
    int size = width / heads;
    Tensor weight = scope.child("qkv").parameter("weight", weights, 3 * width, width);
    Tensor qkv = Nn.linear(x, weight, qkvBias(scope)); // [B, T, 3D]
    Tensor q = part(qkv, 0); // [B, H, T, D/H]
    Tensor k = part(qkv, 1); // [B, H, T, D/H]
    Tensor v = part(qkv, 2); // [B, H, T, D/H]
    double scale = 1 / Math.sqrt(size);
    scope.show(scope.path() + WEIGHTS, Nn.attentionWeights(q, k, bias, scale)); // [B, H, T, T]
    Tensor heard; // [B, H, T, D/H]
    int rows = settings.attentionRows().orElse(tokens > LONG ? ROWS : tokens);
    if (rows < tokens || memory == Memory.SELECTIVE) {
      heard =
          new AttentionInRows(rows, scale, settings.attentionDropout()).apply(scope, q, k, v, bias);
    } else if (scope.isTraining() && settings.attentionDropout() > 0) {
      Tensor attended = Nn.attentionWeights(q, k, bias, scale); // [B, H, T, T]
      heard = scope.dropout("weights", attended, settings.attentionDropout()).matmul(v);
    } else {
      heard = Nn.attention(q, k, v, bias, scale);
    }
    Tensor joined = heard.transpose(0, 2, 1, 3).reshape(batch, tokens, width); // [B, T, D]
    return scope.linear("out", wanted.apply(joined), width, out); // [B, W, D]
  }

  private Tensor qkvBias(Scope scope) {
    int width = settings.width();
    if (settings.keyBias()) {
      return scope.child("qkv").parameter("bias", Init.zeros(), 3 * width);
    }
    Tensor none = Tensor.filled(0, TensorType.float32(width).shape());
    return Tensor.concatenate(
        0,
        List.of(
            scope.parameter("q_bias", Init.zeros(), width),
            none,
            scope.parameter("v_bias", Init.zeros(), width)));
  }

  private Tensor part(Tensor qkv, int index) {
    int width = settings.width();
    int heads = settings.heads();
    return qkv.range(2, index * width, width)
        .reshape(qkv.shape().size(0), qkv.shape().size(1), heads, width / heads)
        .transpose(0, 2, 1, 3);
  }
}
