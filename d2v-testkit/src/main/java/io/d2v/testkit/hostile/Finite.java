package io.d2v.testkit.hostile;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;

/** Refuses what is infinite or no number. */
final class Finite {
  private Finite() {}

  static void require(String what, Array value) {
    if (value.type().dtype() != DType.FLOAT32) {
      return;
    }
    float[] entries = value.floats();
    for (int i = 0; i < entries.length; i++) {
      if (!Float.isFinite(entries[i])) {
        throw new AssertionError(
            what + ": entry " + i + " of " + value.type() + " is " + entries[i]);
      }
    }
  }
}
