package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Queries, keys and values: one array with us, three in fairseq's audio and text. */
final class Thirds {
  private static final List<String> PARTS = List.of("q", "k", "v");
  private static final String JOINED = ".attention.qkv.";

  private Thirds() {}

  /** Puts three arrays in one, where there are three. */
  static Map<String, Array> join(Map<String, Array> arrays) {
    Map<String, Array> joined = new HashMap<>(arrays);
    arrays.forEach(
        (name, first) -> {
          if (name.contains(".attention.q.")) {
            int each = first.floats().length;
            float[] all = new float[3 * each];
            for (int i = 0; i < 3; i++) {
              Array part = joined.remove(name.replace(".q.", "." + PARTS.get(i) + "."));
              System.arraycopy(part.floats(), 0, all, i * each, each);
            }
            int[] sizes = first.shape().sizes();
            sizes[0] *= 3;
            joined.put(name.replace(".attention.q.", JOINED), Array.of(Shape.of(sizes), all));
          }
        });
    return joined;
  }

  /** Takes them apart. */
  static Map<String, Array> split(Map<String, Array> arrays) {
    Map<String, Array> split = new HashMap<>(arrays);
    arrays.forEach(
        (name, all) -> {
          if (name.contains(JOINED)) {
            split.remove(name);
            int each = all.floats().length / 3;
            int[] sizes = all.shape().sizes();
            sizes[0] /= 3;
            for (int i = 0; i < 3; i++) {
              split.put(
                  name.replace(JOINED, ".attention." + PARTS.get(i) + "."),
                  Array.of(
                      Shape.of(sizes), Arrays.copyOfRange(all.floats(), i * each, (i + 1) * each)));
            }
          }
        });
    return split;
  }
}
