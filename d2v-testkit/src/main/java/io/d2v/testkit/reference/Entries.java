package io.d2v.testkit.reference;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;

/** Entries of any type as doubles, and back; a truth value is 1 or 0. */
public final class Entries {
  private Entries() {}

  /** The entries of an array. */
  public static double[] of(Array array) {
    double[] entries = new double[array.shape().elements()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] =
          switch (array.type().dtype()) {
            case FLOAT32 -> array.floats()[i];
            case INT32 -> array.ints()[i];
            case BOOL -> array.booleans()[i] ? 1 : 0;
          };
    }
    return entries;
  }

  /** An array of this type; what does not fit its entries is rounded or cut. */
  public static Array array(TensorType type, double... entries) {
    return switch (type.dtype()) {
      case FLOAT32 -> {
        float[] floats = new float[entries.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = (float) entries[i];
        }
        yield Array.of(type.shape(), floats);
      }
      case INT32 -> {
        int[] ints = new int[entries.length];
        for (int i = 0; i < ints.length; i++) {
          ints[i] = (int) entries[i];
        }
        yield Array.of(type.shape(), ints);
      }
      case BOOL -> {
        boolean[] booleans = new boolean[entries.length];
        for (int i = 0; i < booleans.length; i++) {
          booleans[i] = entries[i] != 0;
        }
        yield Array.of(type.shape(), booleans);
      }
    };
  }
}
