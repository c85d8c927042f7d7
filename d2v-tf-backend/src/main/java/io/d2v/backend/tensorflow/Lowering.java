package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.Traversal;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Writes tensors as TensorFlow nodes; each tensor once. */
final class Lowering {
  private static final Rules RULES = new Rules();

  /** What differs between a program and a function's body. */
  interface Context {
    /** The output that holds an input or a parameter. */
    String leaf(Tensor leaf);

    /** The outputs of a call, or nothing where the body is to be written in its place. */
    List<String> call(Composite composite, List<String> arguments);

    Precision precision();
  }

  /** One call; its results are tensors of their own, written together. */
  private record Call(Composite composite, List<Tensor> arguments) {}

  private final NodeWriter out;
  private final Context context;
  private final Optional<Tensor> caller;
  private final Map<Tensor, String> outputs = new HashMap<>();
  private final Map<Call, List<String>> calls = new HashMap<>();

  Lowering(NodeWriter out, Context context) {
    this(out, context, Optional.empty());
  }

  /**
   * A lowering of a body.
   *
   * @param caller the program's node that calls it, directly or through other composites
   */
  private Lowering(NodeWriter out, Context context, Optional<Tensor> caller) {
    this.out = out;
    this.context = context;
    this.caller = caller;
  }

  /** Writes what is wanted and all that it needs; names the output of each. */
  List<String> write(Collection<Tensor> wanted) {
    for (Tensor tensor : Traversal.inputsFirst(wanted)) {
      if (!outputs.containsKey(tensor)) {
        outputs.put(tensor, write(tensor));
      }
    }
    return wanted.stream().map(this::output).toList();
  }

  private String write(Tensor tensor) {
    out.begin(new NodeWriter.Origin(tensor, caller.orElse(tensor)));
    if (tensor.op() instanceof Op.Input || tensor.op() instanceof Op.Parameter) {
      return context.leaf(tensor);
    }
    List<String> inputs = tensor.inputs().stream().map(this::output).toList();
    if (tensor.op() instanceof Op.Call call) {
      return calls
          .computeIfAbsent(
              new Call(call.composite(), tensor.inputs()),
              c -> write(c.composite(), inputs, tensor))
          .get(call.result());
    }
    return RULES.write(new Rule.Node(tensor, inputs, context.precision(), out));
  }

  private List<String> write(Composite composite, List<String> arguments, Tensor call) {
    List<String> fused = context.call(composite, arguments);
    return fused.isEmpty()
        ? writeBody(composite, arguments, Optional.of(caller.orElse(call)))
        : fused;
  }

  /** Writes the body of a composite as what a function does. */
  List<String> writeBody(Composite composite, List<String> arguments) {
    return writeBody(composite, arguments, Optional.empty());
  }

  private List<String> writeBody(
      Composite composite, List<String> arguments, Optional<Tensor> call) {
    Lowering body = new Lowering(out, context, call);
    for (int i = 0; i < arguments.size(); i++) {
      body.outputs.put(composite.formals().get(i), arguments.get(i));
    }
    return body.write(composite.results());
  }

  private String output(Tensor tensor) {
    return Objects.requireNonNull(outputs.get(tensor));
  }
}
