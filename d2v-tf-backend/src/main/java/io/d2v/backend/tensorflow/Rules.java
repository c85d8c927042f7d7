package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The rule of every primitive; refuses to be made while one is missing. */
final class Rules {
  /** What {@link Lowering} itself looks up. */
  private static final Set<Class<? extends Op>> LEAVES = Set.of(Op.Input.class, Op.Parameter.class);

  private final Map<Class<? extends Op>, Rule<? extends Op>> table = new HashMap<>();

  Rules() {
    add(Op.Constant.class, (op, node) -> node.out().constant(Constants.of(op.value())));
    add(Op.Add.class, Rule.same("AddV2"));
    add(Op.Subtract.class, Rule.same("Sub"));
    add(Op.Multiply.class, Rule.same("Mul"));
    add(Op.Divide.class, Rule.same("RealDiv"));
    add(Op.Maximum.class, Rule.same("Maximum"));
    add(Op.Negate.class, Rule.same("Neg"));
    add(Op.Exp.class, Rule.same("Exp"));
    add(Op.Log.class, Rule.same("Log"));
    add(Op.Sqrt.class, Rule.same("Sqrt"));
    add(Op.Tanh.class, Rule.same("Tanh"));
    add(Op.Erf.class, Rule.same("Erf"));
    add(Op.Absolute.class, Rule.same("Abs"));
    add(Op.Less.class, Rule.same("Less"));
    add(Op.Equal.class, Rule.same("Equal"));
    add(Op.Select.class, Elementwise::select);
    add(Op.Cast.class, Elementwise::cast);
    add(Op.Sum.class, Elementwise::sum);
    add(Op.Max.class, Elementwise::max);
    add(Op.Reshape.class, Movement::reshape);
    add(Op.Transpose.class, Movement::transpose);
    add(Op.Broadcast.class, Movement::broadcast);
    add(Op.Slice.class, Movement::slice);
    add(Op.Pad.class, Movement::pad);
    add(Op.Concatenate.class, Movement::concatenate);
    add(Op.Gather.class, Movement::gather);
    add(Op.ScatterSum.class, Movement::scatterSum);
    add(Op.MatMul.class, Products::matmul);
    add(Op.Convolve.class, Convolution::forward);
    add(Op.ConvolveInput.class, Convolution::input);
    add(Op.ConvolveKernel.class, Convolution::kernel);
    add(Op.Call.class, Kernels::write);
    add(Op.Uniform.class, Products::uniform);
    add(Op.ScaleGradient.class, (op, node) -> node.in(0));
    add(Op.After.class, Movement::after);
    add(Op.AllReduce.class, (op, node) -> node.in(0)); // of one worker; Collectives has several
    requireComplete();
  }

  String write(Rule.Node node) {
    return write(node.tensor().op(), node);
  }

  @SuppressWarnings("unchecked") // add() pairs a class with a rule of the same type
  private <O extends Op> String write(O op, Rule.Node node) {
    return ((Rule<O>) Objects.requireNonNull(table.get(op.getClass()))).write(op, node);
  }

  private <O extends Op> void add(Class<O> op, Rule<O> rule) {
    table.put(op, rule);
  }

  private void requireComplete() {
    String missing =
        Arrays.stream(Op.class.getPermittedSubclasses())
            .filter(op -> !table.containsKey(op) && !LEAVES.contains(op))
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the TensorFlow backend has no rule for " + missing);
    }
  }
}
