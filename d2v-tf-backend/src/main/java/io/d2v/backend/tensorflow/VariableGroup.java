package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Some parameters that are written and read in one run of the session. */
final class VariableGroup {
  private record Member(String feed, String assignment, TensorFlowSession.Fetch value) {}

  private final TensorFlowSession session;
  private final Map<String, Member> members = new LinkedHashMap<>();

  VariableGroup(TensorFlowSession session, Map<String, TensorType> types) {
    this.session = session;
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    types.forEach(
        (path, type) -> {
          String handle = handle(path, type, out);
          Map<String, AttrValue> dtype = Map.of("dtype", Attributes.of(type.dtype()));
          String feed = placeholder(type, out);
          String assignment = out.write("AssignVariableOp", List.of(handle, feed), dtype);
          String value = out.write("ReadVariableOp", List.of(handle), dtype);
          members.put(path, new Member(feed, assignment, new TensorFlowSession.Fetch(value, type)));
        });
    String prefix = session.add("parameters", out.nodes(), List.of());
    members.replaceAll(
        (path, m) ->
            new Member(
                prefix + m.feed(),
                prefix + m.assignment(),
                new TensorFlowSession.Fetch(prefix + m.value().output(), m.value().type())));
  }

  /** The variable of a parameter: one on the device for all graphs that name its path. */
  static String handle(String path, TensorType type, NodeWriter out) {
    return handle(path, Attributes.dataType(type.dtype()), type.shape(), out);
  }

  /** The variable of this name. */
  static String handle(String path, DataType entries, Shape shape, NodeWriter out) {
    return out.write(
        "VarHandleOp",
        List.of(),
        Map.of(
            "dtype", Attributes.of(entries),
            "shape", Attributes.of(shape),
            "shared_name", Attributes.of(path)));
  }

  static String placeholder(TensorType type, NodeWriter out) {
    return out.write(
        "Placeholder",
        List.of(),
        Map.of("dtype", Attributes.of(type.dtype()), "shape", Attributes.of(type.shape())));
  }

  void write(Map<String, Array> values) {
    Map<String, Array> feeds = new LinkedHashMap<>();
    List<String> targets = new ArrayList<>();
    values.forEach(
        (path, value) -> {
          Member member = Objects.requireNonNull(members.get(path));
          feeds.put(member.feed(), value);
          targets.add(member.assignment());
        });
    session.run(feeds, List.of(), targets);
  }

  Map<String, Array> read() {
    List<TensorFlowSession.Fetch> fetches = members.values().stream().map(Member::value).toList();
    List<Array> values = session.run(Map.of(), fetches, List.of());
    Map<String, Array> byPath = new LinkedHashMap<>();
    List<String> paths = List.copyOf(members.keySet());
    for (int i = 0; i < paths.size(); i++) {
      byPath.put(paths.get(i), values.get(i));
    }
    return byPath;
  }
}
