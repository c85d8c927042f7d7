package io.d2v.testkit;

import static io.d2v.testkit.Operand.index;
import static io.d2v.testkit.Operand.integers;
import static io.d2v.testkit.Operand.positive;
import static io.d2v.testkit.Operand.real;
import static io.d2v.testkit.Operand.truth;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Cases for every primitive operation, in several shapes each. */
public final class OperationCases {
  /** Inputs of every case, or subject of tests of their own. */
  private static final Set<Class<? extends Op>> ELSEWHERE =
      Set.of(Op.Input.class, Op.Parameter.class, Op.Call.class);

  private final List<GraphCase> cases = new ArrayList<>();

  private OperationCases() {
    leaves();
    arithmetic();
    choice();
    reduction();
    movement();
    tables();
    products();
    convolutions();
    add(Op.ScaleGradient.class, "passed and cut", in -> in.get(0).scaleGradient(1), real(3));
  }

  /**
   * All of them.
   *
   * @throws IllegalStateException if an operation has none
   */
  public static List<GraphCase> all() {
    List<GraphCase> all = new OperationCases().cases;
    Set<Class<?>> missing = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
    all.forEach(each -> missing.remove(each.op()));
    missing.removeAll(ELSEWHERE);
    if (!missing.isEmpty()) {
      throw new IllegalStateException("no case for " + missing);
    }
    return List.copyOf(all);
  }

  private void leaves() {
    Tensor table = Tensor.constant(Array.of(Shape.of(2, 2), 1f, -2f, 0.5f, 3f));
    add(Op.Constant.class, "a matrix", in -> in.get(0).times(table), real(2, 2));
    Function<List<Tensor>, Tensor> noise =
        in -> in.get(1).times(Tensor.uniform(in.get(0), 7, 5, 3));
    add(Op.Uniform.class, "not a multiple of four", noise, integers(2), real(5, 3));
    add(
        Op.Uniform.class,
        "a site beyond 32 bits",
        in -> in.get(1).times(Tensor.uniform(in.get(0), 0xfedcba9876543210L, 4)),
        integers(2),
        real(4));
  }

  private void arithmetic() {
    binary(Op.Add.class, Tensor::plus);
    binary(Op.Subtract.class, Tensor::minus);
    binary(Op.Multiply.class, Tensor::times);
    binary(Op.Divide.class, (a, b) -> a.dividedBy(b.absolute().plus(1)));
    binary(Op.Maximum.class, Tensor::maximum);
    add(Op.Multiply.class, "with itself", in -> in.get(0).square(), real(3));
    add(Op.Maximum.class, "where equal", in -> in.get(0).maximum(in.get(0)), real(3));
    unary(Op.Negate.class, Tensor::negate);
    unary(Op.Exp.class, Tensor::exp);
    unary(Op.Tanh.class, Tensor::tanh);
    unary(Op.Erf.class, Tensor::erf);
    unary(Op.Absolute.class, Tensor::absolute);
    add(Op.Log.class, "above 0", in -> in.get(0).log(), positive(2, 3));
    add(Op.Sqrt.class, "above 0", in -> in.get(0).sqrt(), positive(2, 3));
    add(Op.Erf.class, "small and large", in -> in.get(0).erf(), Operand.between(-6, 6, 4, 10));
  }

  private void choice() {
    comparison(Op.Less.class, Tensor::less);
    comparison(Op.Equal.class, Tensor::equalTo);
    add(
        Op.Select.class,
        "of one shape",
        in -> in.get(0).choose(in.get(1), in.get(2)),
        truth(2, 3),
        real(2, 3),
        real(2, 3));
    add(
        Op.Select.class,
        "each broadcast otherwise",
        in -> in.get(0).choose(in.get(1), in.get(2)),
        truth(2, 1, 1),
        real(3, 1),
        real(4));
    add(
        Op.Cast.class,
        "to integers and back",
        in -> in.get(0).cast(DType.INT32).cast(DType.FLOAT32).plus(in.get(0)),
        real(3, 4));
    add(
        Op.Cast.class,
        "from and to truth",
        in -> in.get(0).times(in.get(1).cast(DType.BOOL).cast(DType.FLOAT32)),
        real(5),
        index(2, 5));
  }

  private void reduction() {
    for (int[] axes : List.of(new int[] {0}, new int[] {-1}, new int[] {0, 2}, new int[] {1, 2})) {
      String name = "over " + Arrays.toString(axes);
      add(Op.Sum.class, name, in -> in.get(0).sum(axes), real(2, 3, 4));
      add(Op.Max.class, name, in -> in.get(0).max(axes), real(2, 3, 4));
    }
    add(Op.Sum.class, "of all", in -> in.get(0).sumAll(), real(2, 3));
    add(Op.Sum.class, "of a scalar", in -> in.get(0).sumAll(), real());
    add(Op.Max.class, "equal entries", in -> in.get(0).broadcast(3, 2).max(0), real(1, 2));
  }

  private void movement() {
    add(Op.Reshape.class, "merged", in -> in.get(0).reshape(6, -1), real(2, 3, 4));
    add(Op.Reshape.class, "to a scalar", in -> in.get(0).reshape(), real(1, 1));
    add(Op.Transpose.class, "a matrix", in -> in.get(0).transpose(1, 0), real(2, 3));
    add(Op.Transpose.class, "a cycle", in -> in.get(0).transpose(1, 2, 0), real(2, 3, 4));
    add(Op.Transpose.class, "heads", in -> in.get(0).transpose(0, 2, 1, 3), real(2, 3, 2, 4));
    add(Op.Broadcast.class, "of a scalar", in -> in.get(0).broadcast(2, 3), real());
    add(Op.Broadcast.class, "between", in -> in.get(0).broadcast(2, 4, 3), real(4, 1));
    add(
        Op.Slice.class,
        "a block",
        in -> in.get(0).slice(new int[] {1, 0, 2}, new int[] {1, 2, 2}),
        real(2, 3, 4));
    add(Op.Slice.class, "a range", in -> in.get(0).range(-1, 1, 2), real(3, 4));
    add(
        Op.Pad.class,
        "uneven",
        in -> in.get(0).pad(new int[] {0, 2}, new int[] {1, 0}),
        real(2, 3));
    add(
        Op.Concatenate.class,
        "along the last axis",
        in -> Tensor.concatenate(-1, in),
        real(2, 1),
        real(2, 3),
        real(2, 2));
    add(
        Op.Concatenate.class,
        "one tensor twice",
        in -> Tensor.concatenate(0, List.of(in.get(0), in.get(1), in.get(0))),
        real(1, 3),
        real(2, 3));
  }

  private void tables() {
    add(Op.Gather.class, "rows", in -> in.get(0).gather(in.get(1)), real(4, 3), index(4, 2, 5));
    add(Op.Gather.class, "numbers", in -> in.get(0).gather(in.get(1)), real(3), index(3, 7));
    add(
        Op.ScatterSum.class,
        "rows",
        in -> in.get(0).scatterSum(in.get(1), 4),
        real(2, 3, 2),
        index(4, 2, 3));
    add(
        Op.ScatterSum.class,
        "blocks",
        in -> in.get(0).scatterSum(in.get(1), 2),
        real(3, 2, 2),
        index(2, 3));
  }

  private void products() {
    for (boolean left : List.of(false, true)) {
      for (boolean right : List.of(false, true)) {
        String name = (left ? "left transposed, " : "") + (right ? "right transposed, " : "");
        BinaryOperator<Tensor> product = (a, b) -> a.matmul(b, left, right);
        int[] a = left ? new int[] {4, 3} : new int[] {3, 4};
        int[] b = right ? new int[] {2, 4} : new int[] {4, 2};
        product(name + "of matrices", product, real(a), real(b));
        product(name + "of batches", product, real(before(a, 2, 3)), real(before(b, 2, 3)));
        product(name + "one right", product, real(before(a, 2, 3)), real(b));
        product(name + "one left", product, real(a), real(before(b, 3)));
        product(name + "batches broadcast", product, real(before(a, 2, 1)), real(before(b, 3)));
      }
    }
  }

  private void product(String name, BinaryOperator<Tensor> product, Operand a, Operand b) {
    add(Op.MatMul.class, name, in -> product.apply(in.get(0), in.get(1)), a, b);
  }

  private static int[] before(int[] last, int... first) {
    int[] all = Arrays.copyOf(first, first.length + last.length);
    System.arraycopy(last, 0, all, first.length, last.length);
    return all;
  }

  private void convolutions() {
    convolution("along time", window(1, 0, 0, 1), real(2, 6, 3), real(3, 3, 4));
    convolution("with steps", window(2, 1, 0, 1), real(2, 7, 2), real(3, 2, 2));
    convolution("in groups", window(1, 1, 2, 2), real(1, 5, 4), real(4, 2, 6));
    Op.Window plane = new Op.Window(List.of(2, 1), List.of(1, 0), List.of(0, 2), 1);
    convolution("over a plane", plane, real(2, 5, 4, 2), real(2, 3, 2, 3));
    Op.Window patches = new Op.Window(List.of(2, 2), List.of(0, 0), List.of(0, 0), 1);
    convolution("as patches", patches, real(2, 4, 4, 3), real(2, 2, 3, 5));
    Op.Window grouped = new Op.Window(List.of(1, 1), List.of(1, 1), List.of(1, 1), 2);
    convolution("over a plane in groups", grouped, real(1, 3, 4, 4), real(3, 3, 2, 2));
  }

  private static Op.Window window(int stride, int before, int after, int groups) {
    return new Op.Window(List.of(stride), List.of(before), List.of(after), groups);
  }

  private void convolution(String name, Op.Window window, Operand x, Operand kernel) {
    Shape input = x.type().shape();
    Shape weights = kernel.type().shape();
    int[] output =
        Tensor.filled(0, input).convolve(Tensor.filled(0, weights), window).shape().sizes();
    add(Op.Convolve.class, name, in -> in.get(0).convolve(in.get(1), window), x, kernel);
    add(
        Op.ConvolveInput.class,
        name,
        in -> in.get(0).convolveInput(in.get(1), window, input),
        real(output),
        kernel);
    add(
        Op.ConvolveKernel.class,
        name,
        in -> in.get(0).convolveKernel(in.get(1), window, weights),
        real(output),
        x);
  }

  private void unary(Class<? extends Op> op, UnaryOperator<Tensor> operator) {
    add(op, "a matrix", in -> operator.apply(in.get(0)), real(3, 4));
    add(op, "a scalar", in -> operator.apply(in.get(0)), real());
  }

  private void binary(Class<? extends Op> op, BinaryOperator<Tensor> operator) {
    Function<List<Tensor>, Tensor> graph = in -> operator.apply(in.get(0), in.get(1));
    add(op, "of one shape", graph, real(2, 3), real(2, 3));
    add(op, "a row", graph, real(2, 4, 3), real(3));
    add(op, "both broadcast", graph, real(2, 1, 3), real(4, 1));
    add(op, "a scalar first", graph, real(), real(2, 3));
  }

  private void comparison(Class<? extends Op> op, BinaryOperator<Tensor> comparison) {
    Function<List<Tensor>, Tensor> chosen =
        in -> comparison.apply(in.get(0), in.get(1)).choose(in.get(2), in.get(2).negate());
    add(op, "of reals", chosen, real(2, 3), real(3), real(2, 3));
    add(op, "of integers", chosen, index(3, 4, 1), index(3, 5), real(4, 5));
    add(op, "of equals", in -> chosen.apply(List.of(in.get(0), in.get(0), in.get(0))), real(3));
  }

  private void add(
      Class<? extends Op> op,
      String name,
      Function<List<Tensor>, Tensor> graph,
      Operand... operands) {
    cases.add(new GraphCase(name, op, List.of(operands), graph));
  }
}
