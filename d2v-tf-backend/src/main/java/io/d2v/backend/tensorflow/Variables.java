package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The parameters on the device. TensorFlow prepares each new set of feeds and fetches anew, so
 * parameters are written and read in groups, in the order in which they were first written.
 */
final class Variables {
  /** Bytes written or read at once, or one parameter; bounds the copies on the host. */
  private static final long GROUP = 64L << 20;

  private final TensorFlowSession session;
  private final Map<String, TensorType> types = new HashMap<>();
  private final Map<String, VariableGroup> groups = new HashMap<>();
  private final Map<String, Array> written = new LinkedHashMap<>();
  private final Map<String, Array> read = new HashMap<>();
  private final Set<String> fresh = new HashSet<>();
  private long writtenBytes;

  Variables(TensorFlowSession session) {
    this.session = session;
  }

  void write(String path, Array value) {
    declare(path, value.type());
    fresh.remove(path);
    read.remove(path);
    if (written.put(path, value) == null) {
      writtenBytes += bytes(value.type());
    }
    if (writtenBytes >= GROUP) {
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
    writtenBytes = 0;
    values.forEach(VariableGroup::write);
  }

  Array read(String path) {
    type(path);
    Array pending = written.get(path);
    if (pending != null) {
      return pending;
    }
    if (!read.containsKey(path)) {
      flush();
      read.clear();
      read.putAll(group(path).read());
    }
    return Objects.requireNonNull(read.get(path));
  }

  /** Whether the narrow copies of all these are of their present values. */
  boolean areCopiesFresh(Set<String> paths) {
    return fresh.containsAll(paths);
  }

  /** The narrow copies of these have been made. */
  void copied(Set<String> paths) {
    fresh.addAll(paths);
  }

  /**
   * A program has run.
   *
   * @param updated what it may have changed
   * @param copied of which it has updated the narrow copies as well
   */
  void changed(Set<String> updated, Set<String> copied) {
    read.clear();
    fresh.removeAll(updated);
    fresh.addAll(copied);
  }

  /** The group of a parameter; where it has none yet, one with others that have none. */
  private VariableGroup group(String path) {
    VariableGroup known = groups.get(path);
    if (known != null) {
      return known;
    }
    Map<String, TensorType> members = new LinkedHashMap<>();
    members.put(path, type(path));
    long bytes = bytes(type(path));
    for (String other : new TreeSet<>((written.containsKey(path) ? written : types).keySet())) {
      if (!groups.containsKey(other) && !other.equals(path)) {
        bytes += bytes(type(other));
        if (bytes > GROUP) {
          break;
        }
        members.put(other, type(other));
      }
    }
    VariableGroup made = new VariableGroup(session, members);
    members.keySet().forEach(member -> groups.put(member, made));
    return made;
  }

  private static long bytes(TensorType type) {
    return 4L * type.shape().elements(); // BOOL takes less
  }
}
