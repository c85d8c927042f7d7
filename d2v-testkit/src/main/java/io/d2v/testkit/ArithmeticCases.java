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
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Cases of what is computed entry by entry, and of reductions. */
final class ArithmeticCases extends CaseList {
  ArithmeticCases() {
    leaves();
    arithmetic();
    choice();
    reduction();
  }

  private void leaves() {
    add(Op.ScaleGradient.class, "passed", in -> in.get(0).scaleGradient(1), real(3));
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
}
