package io.d2v.core.autodiff;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.core.autodiff.GradientRule.Partial;
import io.d2v.core.autodiff.GradientRule.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The gradient rule of every primitive operation; refuses to be made while one is missing.
 *
 * <p>In the formulas {@code s.upstream()} is the loss's gradient towards the result, {@code
 * s.node()} the result and {@code s.in(i)} an input.
 */
final class GradientRules {
  private static final Tensor ZERO = Tensor.constant(0);

  private final Map<Class<? extends Op>, GradientRule<? extends Op>> table = new HashMap<>();

  GradientRules() {
    leaves();
    arithmetic();
    choice();
    reduction();
    movement();
    linearAlgebra();
    add(Op.ScaleGradient.class, (op, s) -> s.upstream().times(op.factor()));
    add(Op.After.class, (op, s) -> s.upstream(), (op, s) -> nothing(op));
    add(
        Op.AllReduce.class,
        (op, s) -> s.upstream().allReduce("gradient of " + op.name(), op.narrow()));
    requireComplete();
  }

  Tensor gradient(Step step, int input) {
    return gradient(step.node().op(), step, input);
  }

  @SuppressWarnings("unchecked") // add() pairs a class with a rule of the same type
  private <O extends Op> Tensor gradient(O op, Step step, int input) {
    return ((GradientRule<O>) Objects.requireNonNull(table.get(op.getClass()))).of(op, step, input);
  }

  private void leaves() {
    constant(Op.Input.class);
    constant(Op.Parameter.class);
    constant(Op.Constant.class);
    constant(Op.Uniform.class);
  }

  private void arithmetic() {
    broadcasting(Op.Add.class, (op, s) -> s.upstream(), (op, s) -> s.upstream());
    broadcasting(Op.Subtract.class, (op, s) -> s.upstream(), (op, s) -> s.upstream().negate());
    broadcasting(
        Op.Multiply.class,
        (op, s) -> s.upstream().times(s.in(1)),
        (op, s) -> s.upstream().times(s.in(0)));
    broadcasting(
        Op.Divide.class,
        (op, s) -> s.upstream().dividedBy(s.in(1)),
        (op, s) -> s.upstream().times(s.node()).dividedBy(s.in(1)).negate());
    broadcasting(
        Op.Maximum.class,
        (op, s) -> s.in(0).less(s.in(1)).choose(ZERO, s.upstream()),
        (op, s) -> s.in(0).less(s.in(1)).choose(s.upstream(), ZERO));
    add(Op.Negate.class, (op, s) -> s.upstream().negate());
    add(Op.Exp.class, (op, s) -> s.upstream().times(s.node()));
    add(Op.Log.class, (op, s) -> s.upstream().dividedBy(s.in(0)));
    add(Op.Sqrt.class, (op, s) -> s.upstream().times(0.5).dividedBy(s.node()));
    add(Op.Tanh.class, (op, s) -> s.upstream().minus(s.upstream().times(s.node().square())));
    add(
        Op.Erf.class,
        (op, s) ->
            s.upstream().times(s.in(0).square().negate().exp()).times(2 / Math.sqrt(Math.PI)));
    add(
        Op.Absolute.class,
        (op, s) ->
            s.in(0)
                .less(ZERO)
                .choose(s.upstream().negate(), ZERO.less(s.in(0)).choose(s.upstream(), ZERO)));
  }

  private void choice() {
    constant(Op.Less.class);
    constant(Op.Equal.class);
    constant(Op.Cast.class);
    broadcasting(
        Op.Select.class,
        (op, s) -> nothing(op),
        (op, s) -> s.in(0).choose(s.upstream(), ZERO),
        (op, s) -> s.in(0).choose(ZERO, s.upstream()));
  }

  private void reduction() {
    add(Op.Sum.class, (op, s) -> s.upstream().broadcast(s.in(0).shape().sizes()));
    add(Op.Max.class, GradientRules::max);
  }

  private static Tensor max(Op.Max op, Step s) {
    Tensor largest = s.in(0).equalTo(s.node()).cast(DType.FLOAT32);
    int[] axes = op.axes().stream().mapToInt(axis -> axis).toArray();
    return largest.times(s.upstream().dividedBy(largest.sum(axes)));
  }

  private void movement() {
    add(Op.Reshape.class, (op, s) -> s.upstream().reshape(s.in(0).shape().sizes()));
    add(Op.Transpose.class, (op, s) -> s.upstream().transpose(inverse(op.order())));
    broadcasting(Op.Broadcast.class, (op, s) -> s.upstream());
    add(Op.Slice.class, GradientRules::slice);
    add(Op.Pad.class, (op, s) -> s.upstream().slice(array(op.before()), s.in(0).shape().sizes()));
    table.put(Op.Concatenate.class, (GradientRule<Op.Concatenate>) GradientRules::concatenate);
    add(
        Op.Gather.class,
        (op, s) -> s.upstream().scatterSum(s.in(1), s.in(0).shape().size(0)),
        (op, s) -> nothing(op));
    add(Op.ScatterSum.class, (op, s) -> s.upstream().gather(s.in(1)), (op, s) -> nothing(op));
  }

  private static Tensor slice(Op.Slice op, Step s) {
    int[] before = array(op.begin());
    int[] after = s.in(0).shape().sizes();
    Arrays.setAll(after, axis -> after[axis] - before[axis] - op.sizes().size(axis));
    return s.upstream().pad(before, after);
  }

  private static Tensor concatenate(Op.Concatenate op, Step s, int input) {
    int begin = 0;
    for (Tensor earlier : s.node().inputs().subList(0, input)) {
      begin += earlier.shape().size(op.axis());
    }
    return s.upstream().range(op.axis(), begin, s.in(input).shape().size(op.axis()));
  }

  private void linearAlgebra() {
    broadcasting(Op.MatMul.class, MatMulGradient::left, MatMulGradient::right);
    add(
        Op.Convolve.class,
        (op, s) -> s.upstream().convolveInput(s.in(1), op.window(), s.in(0).shape()),
        (op, s) -> s.upstream().convolveKernel(s.in(0), op.window(), s.in(1).shape()));
    add(
        Op.ConvolveInput.class,
        (op, s) -> s.upstream().convolve(s.in(1), op.window()),
        (op, s) -> s.in(0).convolveKernel(s.upstream(), op.window(), s.in(1).shape()));
    add(
        Op.ConvolveKernel.class,
        (op, s) -> s.in(1).convolve(s.upstream(), op.window()),
        (op, s) -> s.in(0).convolveInput(s.upstream(), op.window(), s.in(1).shape()));
  }

  @SafeVarargs
  private <O extends Op> void add(Class<O> op, Partial<O>... partials) {
    GradientRule<O> rule = (o, step, input) -> partials[input].of(o, step);
    table.put(op, rule);
  }

  /** An operation that repeats its inputs to a larger shape: what was repeated is summed. */
  @SafeVarargs
  private <O extends Op> void broadcasting(Class<O> op, Partial<O>... partials) {
    GradientRule<O> rule =
        (o, step, input) -> Unbroadcast.to(step.in(input).shape(), partials[input].of(o, step));
    table.put(op, rule);
  }

  /** An operation that passes no gradient: {@link Gradients} never asks for it. */
  private <O extends Op> void constant(Class<O> op) {
    GradientRule<O> rule = (o, step, input) -> nothing(o);
    table.put(op, rule);
  }

  private static Tensor nothing(Op op) {
    throw new IllegalStateException("no gradient passes through " + op);
  }

  private void requireComplete() {
    String missing =
        Arrays.stream(Op.class.getPermittedSubclasses())
            // a call has the composite's gradient, or that of its body
            .filter(op -> !table.containsKey(op) && op != Op.Call.class)
            .map(Class::getSimpleName)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no gradient rule for " + missing);
    }
  }

  private static int[] array(List<Integer> list) {
    return list.stream().mapToInt(entry -> entry).toArray();
  }

  private static int[] inverse(List<Integer> order) {
    return IntStream.range(0, order.size()).map(order::indexOf).toArray();
  }
}
