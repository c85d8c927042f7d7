package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

/**
 * Writes the nodes of a graph, or of a function's body, where an output is named otherwise. Equal
 * nodes are written once.
 */
final class NodeWriter {
  /** What is being written. */
  enum Place {
    GRAPH,
    FUNCTION
  }

  /** The name of each operation's first output, which a function's body needs. */
  private static final class FirstOutput {
    static final Map<String, String> NAMES =
        TensorFlow.registeredOpList().getOpList().stream()
            .filter(op -> op.getOutputArgCount() > 0)
            .collect(Collectors.toMap(OpDef::getName, op -> op.getOutputArg(0).getName()));
  }

  /** What is a node of its own however often it is written: a feed, a fetch, a variable's uses. */
  private static final Set<String> NEVER_EQUAL =
      Set.of(
          "Placeholder",
          "Identity",
          "VarHandleOp",
          "ReadVariableOp",
          "AssignVariableOp",
          "StatefulPartitionedCall",
          "NoOp");

  /**
   * For which tensor a node was written.
   *
   * @param tensor what is computed
   * @param node of the program, of which it is a part
   * @param function name of the function, where the node is a call
   */
  record Origin(Tensor tensor, Tensor node, Optional<String> function) {}

  /** All of a node but its name. */
  private record Content(String op, List<String> inputs, Map<String, AttrValue> attributes) {}

  private final Place place;
  private final List<NodeDef> nodes = new ArrayList<>();
  private final Map<String, Integer> uses = new HashMap<>();
  private final Map<Content, String> names = new HashMap<>();
  private final Map<String, Origin> origins = new HashMap<>();
  private @Nullable Origin origin;

  NodeWriter(Place place) {
    this.place = place;
  }

  Place place() {
    return place;
  }

  List<NodeDef> nodes() {
    return nodes;
  }

  /** For what a node was written, by the node's name. */
  Map<String, Origin> origins() {
    return origins;
  }

  /** From here on, nodes are written for this. */
  void begin(Origin next) {
    origin = next;
  }

  /** Writes a node and names its first output. */
  String write(String op, List<String> inputs, Map<String, AttrValue> attributes) {
    return firstOutput(op, node(op, inputs, attributes));
  }

  /** Writes a node of a graph and names its outputs; one without any by itself. */
  List<String> write(
      String op, List<String> inputs, Map<String, AttrValue> attributes, int outputs) {
    String name = node(op, inputs, attributes);
    List<String> named = new ArrayList<>(List.of(name));
    for (int i = 1; i < outputs; i++) {
      named.add(name + ":" + i);
    }
    return named;
  }

  String constant(TensorProto value) {
    return write(
        "Const",
        List.of(),
        Map.of("dtype", Attributes.of(value.getDtype()), "value", Attributes.of(value)));
  }

  String integers(int... values) {
    return constant(Constants.integers(values));
  }

  String integers(List<Integer> values) {
    return integers(values.stream().mapToInt(Integer::intValue).toArray());
  }

  String cast(String output, DataType from, DataType to) {
    return write(
        "Cast", List.of(output), Map.of("SrcT", Attributes.of(from), "DstT", Attributes.of(to)));
  }

  /** Writes a node and names it. */
  String node(String op, List<String> inputs, Map<String, AttrValue> attributes) {
    if (NEVER_EQUAL.contains(op)) {
      return addNew(op, inputs, attributes);
    }
    Content content = new Content(op, List.copyOf(inputs), attributes);
    String known = names.get(content);
    if (known == null) {
      known = addNew(op, inputs, attributes);
      names.put(content, known);
    }
    return known;
  }

  private String addNew(String op, List<String> inputs, Map<String, AttrValue> attributes) {
    String name = op + "_" + uses.merge(op, 1, Integer::sum);
    nodes.add(
        NodeDef.newBuilder()
            .setName(name)
            .setOp(op)
            .addAllInput(inputs)
            .putAllAttr(attributes)
            .build());
    if (origin != null) {
      origins.put(name, origin);
    }
    return name;
  }

  private String firstOutput(String op, String name) {
    return place == Place.GRAPH
        ? name
        : name + ":" + Objects.requireNonNull(FirstOutput.NAMES.get(op)) + ":0";
  }
}
