package io.d2v.testkit.reference;

import io.d2v.api.graph.TensorType;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a backend, by path. */
final class Parameters {
  private final Map<String, TensorType> types = new HashMap<>();
  private final Map<String, double[]> entries = new HashMap<>();

  void write(String path, TensorType type, double[] value) {
    if (value.length != type.shape().elements()) {
      throw new IllegalArgumentException(
          "parameter " + path + ": " + value.length + " entries do not fill " + type);
    }
    TensorType before = types.putIfAbsent(path, type);
    if (before != null && !before.equals(type)) {
      throw new IllegalArgumentException(
          "parameter " + path + " is " + before + " and cannot become " + type);
    }
    entries.put(path, value);
  }

  SortedSet<String> paths() {
    return new TreeSet<>(types.keySet());
  }

  TensorType type(String path) {
    return written(path, types.get(path));
  }

  double[] entries(String path) {
    return written(path, entries.get(path));
  }

  private static <T> T written(String path, @Nullable T found) {
    if (found == null) {
      throw new IllegalArgumentException("parameter " + path + " was never written");
    }
    return found;
  }
}
