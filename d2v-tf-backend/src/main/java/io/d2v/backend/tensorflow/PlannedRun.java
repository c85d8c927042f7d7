package io.d2v.backend.tensorflow;

import io.d2v.api.backend.RunPlan;
import io.d2v.api.backend.RunPlan.Operation;
import io.d2v.backend.tensorflow.InferredShapes.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tensorflow.proto.NodeDef;

/**
 * What TensorFlow holds while it runs a program's nodes. A function of XLA is one node: what it
 * computes within, or computes again, is held nowhere.
 */
final class PlannedRun {
  /**
   * Whose value lies where its first input's does, or where a variable, the graph or a feed does.
   */
  private static final Set<String> SAME_ENTRIES =
      Set.of(
          "Reshape",
          "Identity",
          "Bitcast",
          "Const",
          "VarHandleOp",
          "ReadVariableOp",
          "Placeholder");

  /** What puts its result in the place of an input that nobody else reads. */
  private static final Set<String> OVERWRITING =
      Set.of(
          "AddV2",
          "Sub",
          "Mul",
          "RealDiv",
          "Maximum",
          "Neg",
          "Exp",
          "Log",
          "Sqrt",
          "Tanh",
          "Erf",
          "Abs",
          "Softmax",
          "CollectiveReduceV2");

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Operation> operations = new ArrayList<>();
  private long kept;

  private PlannedRun() {}

  /** Of a program as it is written. */
  static RunPlan of(ProgramGraph graph) {
    PlannedRun run = new PlannedRun();
    List<NodeDef> nodes = graph.out().nodes();
    List<List<Value>> values = InferredShapes.of(nodes, graph.calls());
    for (int i = 0; i < nodes.size(); i++) {
      run.add(nodes.get(i), values.get(i));
    }
    return new RunPlan(run.kept + graph.copiedBytes(), true, graph.tried(), run.operations);
  }

  private void add(NodeDef node, List<Value> values) {
    List<Integer> inputs = new ArrayList<>();
    List<Integer> awaited = new ArrayList<>();
    for (String input : node.getInputList()) {
      boolean control = input.startsWith("^");
      (control ? awaited : inputs)
          .add(Objects.requireNonNull(numbers.get(control ? input.substring(1) : input), input));
    }
    if (node.getOp().equals("Placeholder")) { // whoever feeds it holds it until the end
      kept += values.get(0).bytes();
    }
    boolean same = SAME_ENTRIES.contains(node.getOp());
    boolean overwrites = OVERWRITING.contains(node.getOp());
    if (values.isEmpty()) {
      numbers.put(node.getName(), operations.size());
      operations.add(new Operation(inputs, awaited, 0, false, false));
    }
    for (Value value : values) {
      numbers.put(value.output(), operations.size());
      operations.add(new Operation(inputs, awaited, same ? 0 : value.bytes(), same, overwrites));
    }
  }
}
