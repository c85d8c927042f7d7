package io.d2v.core.train;

import io.d2v.api.Example;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts examples of the same shapes into a batch. */
public final class Stack {
  private Stack() {}

  /** The examples' arrays by name, each with a batch axis in front. */
  public static Map<String, Array> examples(List<Example> examples) {
    Map<String, Array> stacked = new HashMap<>();
    for (String name : examples.get(0).arrays().keySet()) {
      stacked.put(name, arrays(examples.stream().map(e -> e.arrays().get(name)).toList()));
    }
    return stacked;
  }

  private static Array arrays(List<Array> parts) {
    int[] one = parts.get(0).shape().sizes();
    int[] sizes = new int[one.length + 1];
    sizes[0] = parts.size();
    System.arraycopy(one, 0, sizes, 1, one.length);
    Shape shape = Shape.of(sizes);
    int length = parts.get(0).shape().elements();
    return switch (parts.get(0).type().dtype()) {
      case FLOAT32 -> {
        float[] all = new float[shape.elements()];
        for (int i = 0; i < parts.size(); i++) {
          System.arraycopy(parts.get(i).floats(), 0, all, i * length, length);
        }
        yield Array.of(shape, all);
      }
      case INT32 -> {
        int[] all = new int[shape.elements()];
        for (int i = 0; i < parts.size(); i++) {
          System.arraycopy(parts.get(i).ints(), 0, all, i * length, length);
        }
        yield Array.of(shape, all);
      }
      case BOOL -> {
        boolean[] all = new boolean[shape.elements()];
        for (int i = 0; i < parts.size(); i++) {
          System.arraycopy(parts.get(i).booleans(), 0, all, i * length, length);
        }
        yield Array.of(shape, all);
      }
    };
  }
}
