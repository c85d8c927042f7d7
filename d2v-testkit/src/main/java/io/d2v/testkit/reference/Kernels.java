package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The kernel of every operation; refuses to be made while one is missing. */
final class Kernels {
  /** What the interpreter itself looks up, enters or asks others for. */
  private static final Set<Class<? extends Op>> INTERPRETED =
      Set.of(Op.Input.class, Op.Parameter.class, Op.AllReduce.class, Op.Call.class);

  private final Map<Class<? extends Op>, Kernel<? extends Op>> table = new HashMap<>();

  Kernels() {
    add(Op.Constant.class, (op, node) -> Entries.of(op.value()));
    add(Op.Add.class, Elementwise.binary(Double::sum));
    add(Op.Subtract.class, Elementwise.binary((a, b) -> a - b));
    add(Op.Multiply.class, Elementwise.binary((a, b) -> a * b));
    add(Op.Divide.class, Elementwise.binary((a, b) -> a / b));
    add(Op.Maximum.class, Elementwise.binary(Math::max));
    add(Op.Negate.class, Elementwise.unary(a -> -a));
    add(Op.Exp.class, Elementwise.unary(Math::exp));
    add(Op.Log.class, Elementwise.unary(Math::log));
    add(Op.Sqrt.class, Elementwise.unary(Math::sqrt));
    add(Op.Tanh.class, Elementwise.unary(Math::tanh));
    add(Op.Erf.class, Elementwise.unary(Erf::of));
    add(Op.Absolute.class, Elementwise.unary(Math::abs));
    add(Op.Less.class, Elementwise.binary((a, b) -> a < b ? 1 : 0));
    add(Op.Equal.class, Elementwise.binary((a, b) -> a == b ? 1 : 0));
    add(Op.Select.class, Elementwise::select);
    add(Op.Sum.class, Reduction::sum);
    add(Op.Max.class, Reduction::max);
    add(Op.Reshape.class, (op, node) -> node.in(0));
    add(Op.Transpose.class, Movement::transpose);
    add(Op.Broadcast.class, Elementwise::broadcast);
    add(Op.Slice.class, Movement::slice);
    add(Op.Pad.class, Movement::pad);
    add(Op.Concatenate.class, Movement::concatenate);
    add(Op.Gather.class, Movement::gather);
    add(Op.ScatterSum.class, Movement::scatterSum);
    add(Op.MatMul.class, Products::matmul);
    add(Op.Convolve.class, Convolution::forward);
    add(Op.ConvolveInput.class, Convolution::input);
    add(Op.ConvolveKernel.class, Convolution::kernel);
    add(Op.Cast.class, Elementwise::cast);
    add(Op.Uniform.class, Kernels::uniform);
    add(Op.ScaleGradient.class, (op, node) -> node.in(0));
    add(Op.After.class, (op, node) -> node.in(0));
    requireComplete();
  }

  double[] run(Kernel.Node node) {
    return run(node.tensor().op(), node);
  }

  @SuppressWarnings("unchecked") // add() pairs a class with a kernel of the same type
  private <O extends Op> double[] run(O op, Kernel.Node node) {
    return ((Kernel<O>) Objects.requireNonNull(table.get(op.getClass()))).run(op, node);
  }

  private <O extends Op> void add(Class<O> op, Kernel<O> kernel) {
    table.put(op, kernel);
  }

  private void requireComplete() {
    String missing =
        Arrays.stream(Op.class.getPermittedSubclasses())
            .filter(op -> !table.containsKey(op) && !INTERPRETED.contains(op))
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("the reference backend has no kernel for " + missing);
    }
  }

  private static double[] uniform(Op.Uniform op, Kernel.Node node) {
    int[] key = {(int) node.in(0)[0], (int) node.in(0)[1]};
    return Philox.uniform(op.shape().elements(), key, op.site());
  }
}
