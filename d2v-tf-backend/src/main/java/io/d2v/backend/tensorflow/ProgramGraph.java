package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/** A program as TensorFlow nodes. All reads of a parameter come before its update. */
final class ProgramGraph implements Lowering.Context {
  /** A parameter's variable, and its value before the run. */
  private record Variable(String handle, String value) {}

  private final NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
  private final FusedComposites composites;
  private final Precision precision;
  private final Map<String, String> feeds = new LinkedHashMap<>();
  private final Map<String, Variable> variables = new HashMap<>();
  private final List<TensorFlowSession.Fetch> fetches = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();

  ProgramGraph(Program program, FusedComposites composites, Precision precision) {
    this.composites = composites;
    this.precision = precision;
    composites.prepare(program.nodes());
    Lowering lowering = new Lowering(out, this);
    List<String> fetched = lowering.write(program.fetches());
    List<String> updates = lowering.write(program.updates().values());
    for (int i = 0; i < fetched.size(); i++) {
      fetches.add(fetch(fetched.get(i), program.fetches().get(i)));
    }
    List<String> assignments = new ArrayList<>();
    for (String path : program.updates().keySet()) {
      TensorType type = program.updates().get(path).type();
      assignments.add("^" + assign(path, type, updates.get(assignments.size())));
    }
    if (!assignments.isEmpty()) {
      targets.add(out.write("NoOp", assignments, Map.of()));
    }
  }

  NodeWriter out() {
    return out;
  }

  /** Name of an input to the node that it is fed to. */
  Map<String, String> feeds() {
    return feeds;
  }

  List<TensorFlowSession.Fetch> fetches() {
    return fetches;
  }

  /** What has to run so that the parameters are updated. */
  List<String> targets() {
    return targets;
  }

  @Override
  public Precision precision() {
    return precision;
  }

  @Override
  public String leaf(Tensor leaf) {
    if (leaf.op() instanceof Op.Parameter parameter) {
      return variable(parameter.path(), leaf.type()).value();
    }
    String name = ((Op.Input) leaf.op()).name();
    return feeds.computeIfAbsent(name, n -> VariableGroup.placeholder(leaf.type(), out));
  }

  @Override
  public List<String> call(Composite composite, List<String> arguments) {
    return composites.call(composite, arguments, out);
  }

  private Variable variable(String path, TensorType type) {
    return variables.computeIfAbsent(
        path,
        p -> {
          String handle = VariableGroup.handle(p, type, out);
          Map<String, AttrValue> dtype = Map.of("dtype", Attributes.of(type.dtype()));
          return new Variable(handle, out.write("ReadVariableOp", List.of(handle), dtype));
        });
  }

  private String assign(String path, TensorType type, String value) {
    List<String> inputs = new ArrayList<>();
    Variable known = variables.get(path);
    inputs.add(known == null ? VariableGroup.handle(path, type, out) : known.handle());
    inputs.add(value);
    if (known != null) {
      inputs.add("^" + known.value());
    }
    return out.write("AssignVariableOp", inputs, Map.of("dtype", Attributes.of(type.dtype())));
  }

  /** A node of its own, since TensorFlow does not fetch what is fed. */
  private TensorFlowSession.Fetch fetch(String output, Tensor tensor) {
    String copy =
        out.write("Identity", List.of(output), Map.of("T", Attributes.of(tensor.type().dtype())));
    return new TensorFlowSession.Fetch(copy, tensor.type());
  }
}
