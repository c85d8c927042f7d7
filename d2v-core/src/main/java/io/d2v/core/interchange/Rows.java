package io.d2v.core.interchange;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Real arrays put together and taken apart along their first axis. */
final class Rows {
  private Rows() {}

  /** One below the other; all but the first axis are equal. */
  static Array stack(String what, List<Array> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int[] sizes = parts.get(0).shape().sizes();
    long rows = 0;
    for (Array part : parts) {
      int[] own = part.shape().sizes();
      if (own.length == 0 || !Arrays.equals(tail(own), tail(sizes))) {
        throw new UserError(
            UserError.Kind.CHECKPOINT,
            what + ": " + part.shape() + " does not fit below " + parts.get(0).shape());
      }
      rows += own[0];
    }
    sizes[0] = Math.toIntExact(rows);
    Shape shape = Shape.of(sizes);
    float[] entries = new float[shape.elements()];
    int at = 0;
    for (Array part : parts) {
      System.arraycopy(part.floats(), 0, entries, at, part.floats().length);
      at += part.floats().length;
    }
    return Array.of(shape, entries);
  }

  /** Equal parts, from the first row on. */
  static List<Array> split(Array whole, int count) {
    if (count == 1) {
      return List.of(whole);
    }
    int[] sizes = whole.shape().sizes();
    sizes[0] /= count;
    Shape shape = Shape.of(sizes);
    List<Array> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int from = i * shape.elements();
      parts.add(Array.of(shape, Arrays.copyOfRange(whole.floats(), from, from + shape.elements())));
    }
    return parts;
  }

  static Array withLeading(Array array, int ones) {
    int[] sizes = array.shape().sizes();
    int[] more = new int[sizes.length + ones];
    Arrays.fill(more, 0, ones, 1);
    System.arraycopy(sizes, 0, more, ones, sizes.length);
    return ones == 0 ? array : Array.of(Shape.of(more), array.floats());
  }

  static Array withoutLeading(Array array, int ones) {
    int[] sizes = array.shape().sizes();
    return ones == 0
        ? array
        : Array.of(Shape.of(Arrays.copyOfRange(sizes, ones, sizes.length)), array.floats());
  }

  private static int[] tail(int[] sizes) {
    return Arrays.copyOfRange(sizes, 1, sizes.length);
  }
}
