package io.d2v.core.autodiff;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import io.d2v.core.autodiff.GradientRule.Step;

/**
 * The gradients of {@code y = a b}: {@code g bᵀ} and {@code aᵀ g}, transposed where the side was.
 *
 * <p>Where one matrix multiplies rows of a larger tensor, all rows are one product: the weight's
 * gradient is then summed inside it, not afterwards.
 */
final class MatMulGradient {
  private MatMulGradient() {}

  static Tensor left(Op.MatMul op, Step s) {
    Tensor g = s.upstream();
    Tensor b = s.in(1);
    if (op.transposeLeft()) {
      return b.matmul(g, op.transposeRight(), true);
    }
    return oneMatrixForManyRows(op, s)
        ? rows(g).matmul(b, false, !op.transposeRight()).reshape(s.in(0).shape().sizes())
        : g.matmul(b, false, !op.transposeRight());
  }

  static Tensor right(Op.MatMul op, Step s) {
    boolean flat = oneMatrixForManyRows(op, s);
    Tensor g = flat ? rows(s.upstream()) : s.upstream();
    Tensor a = flat ? rows(s.in(0)) : s.in(0);
    return op.transposeRight()
        ? g.matmul(a, true, op.transposeLeft())
        : a.matmul(g, !op.transposeLeft(), false);
  }

  private static boolean oneMatrixForManyRows(Op.MatMul op, Step s) {
    return !op.transposeLeft() && s.in(0).shape().rank() > 2 && s.in(1).shape().rank() == 2;
  }

  private static Tensor rows(Tensor x) {
    return x.reshape(-1, x.shape().last());
  }
}
