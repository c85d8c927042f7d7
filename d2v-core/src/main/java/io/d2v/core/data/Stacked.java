package io.d2v.core.data;

import io.d2v.api.Example;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Puts arrays of one type on top of each other, along a new first axis. */
final class Stacked {
  private Stacked() {}

  /** The examples' arrays, each with a batch axis in front. */
  static Map<String, Array> examples(List<Example> examples) {
    Map<String, Array> stacked = new TreeMap<>();
    for (String name : examples.get(0).arrays().keySet()) {
      stacked.put(
          name, arrays(examples.stream().map(example -> example.arrays().get(name)).toList()));
    }
    return stacked;
  }

  /** Arrays of one type, one after the other along a new axis in front. */
  static Array arrays(List<Array> arrays) {
    TensorType type = arrays.get(0).type();
    int each = type.shape().elements();
    Shape shape = inFront(arrays.size(), type.shape());
    int total = shape.elements();
    return switch (type.dtype()) {
      case FLOAT32 -> {
        float[] entries = new float[total];
        for (int i = 0; i < arrays.size(); i++) {
          System.arraycopy(arrays.get(i).floats(), 0, entries, i * each, each);
        }
        yield Array.of(shape, entries);
      }
      case INT32 -> {
        int[] entries = new int[total];
        for (int i = 0; i < arrays.size(); i++) {
          System.arraycopy(arrays.get(i).ints(), 0, entries, i * each, each);
        }
        yield Array.of(shape, entries);
      }
      case BOOL -> {
        boolean[] entries = new boolean[total];
        for (int i = 0; i < arrays.size(); i++) {
          System.arraycopy(arrays.get(i).booleans(), 0, entries, i * each, each);
        }
        yield Array.of(shape, entries);
      }
    };
  }

  private static Shape inFront(int size, Shape shape) {
    int[] sizes = new int[shape.rank() + 1];
    sizes[0] = size;
    System.arraycopy(shape.sizes(), 0, sizes, 1, shape.rank());
    return Shape.of(sizes);
  }
}
