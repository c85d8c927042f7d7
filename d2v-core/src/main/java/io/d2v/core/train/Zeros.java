package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;

/** Arrays of zeros and falses. */
final class Zeros {
  private Zeros() {}

  static Array of(TensorType type) {
    int entries = type.shape().elements();
    return switch (type.dtype()) {
      case FLOAT32 -> Array.of(type.shape(), new float[entries]);
      case INT32 -> Array.of(type.shape(), new int[entries]);
      case BOOL -> Array.of(type.shape(), new boolean[entries]);
    };
  }
}
