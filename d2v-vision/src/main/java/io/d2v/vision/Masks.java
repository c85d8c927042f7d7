package io.d2v.vision;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;

/** Masks as other software stores them. */
final class Masks {
  private Masks() {}

  /** Truth values of truth values or of integers, where 0 is false. */
  static Array of(Array stored) {
    if (stored.type().dtype() == DType.BOOL) {
      return stored;
    }
    boolean[] masked = new boolean[stored.shape().elements()];
    for (int i = 0; i < masked.length; i++) {
      masked[i] = stored.ints()[i] != 0;
    }
    return Array.of(stored.shape(), masked);
  }
}
