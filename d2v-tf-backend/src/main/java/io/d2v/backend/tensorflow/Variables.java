package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The parameters on the device. TensorFlow prepares each new set of feeds and fetches anew, so
 * parameters are written and read in groups, in the order in which they were first written.
 */
final class Variables {
  /** Parameters written or read at once; bounds the copies on the host. */
  private static final int GROUP = 32;

  private final TensorFlowSession session;
  private final Map<String, TensorType> types = new HashMap<>();
  private final Map<String, VariableGroup> groups = new HashMap<>();
  private final Map<String, Array> written = new LinkedHashMap<>();
  private final Map<String, Array> read = new HashMap<>();

  Variables(TensorFlowSession session) {
    this.session = session;
  }

  void write(String path, Array value) {
    declare(path, value.type());
    read.clear();
    written.put(path, value);
    if (written.size() == GROUP) {
      flush();
    }
  }

  /** From now on there is a parameter of this path and type. */
  void declare(String path, TensorType type) {
    TensorType before = types.putIfAbsent(path, type);
    if (before != null && !before.equals(type)) {
      throw new IllegalArgumentException(
          "parameter " + path + " is " + before + " and cannot become " + type);
    }
  }

  TensorType type(String path) {
    TensorType type = types.get(path);
    if (type == null) {
      throw new IllegalArgumentException("parameter " + path + " was never written");
    }
    return type;
  }

  /** Brings what was written to the device. */
  void flush() {
    Map<VariableGroup, Map<String, Array>> values = new LinkedHashMap<>();
    for (String path : List.copyOf(written.keySet())) {
      values
          .computeIfAbsent(group(path), g -> new LinkedHashMap<>())
          .put(path, Objects.requireNonNull(written.get(path)));
    }
    written.clear();
    values.forEach(VariableGroup::write);
  }

  Array read(String path) {
    type(path);
    flush();
    if (!read.containsKey(path)) {
      read.clear();
      read.putAll(group(path).read());
    }
    return Objects.requireNonNull(read.get(path));
  }

  /** A program has run, and may have changed any of them. */
  void changed() {
    read.clear();
  }

  /** The group of a parameter; where it has none yet, one with others that have none. */
  private VariableGroup group(String path) {
    VariableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    List<String> together = new ArrayList<>(List.of(path));
    (written.containsKey(path) ? written : types)
        .keySet().stream()
            .filter(other -> !groups.containsKey(other) && !other.equals(path))
            .sorted()
            .limit(GROUP - 1L)
            .forEach(together::add);
    Map<String, TensorType> members = new LinkedHashMap<>();
    together.forEach(member -> members.put(member, type(member)));
    VariableGroup made = new VariableGroup(session, members);
    together.forEach(member -> groups.put(member, made));
    return made;
  }
}
