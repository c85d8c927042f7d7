package io.d2v.testkit.reference;

import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.reference.Kernel.Node;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** Operations on each entry by itself. */
final class Elementwise {
  private Elementwise() {}

  static <O extends Op> Kernel<O> unary(DoubleUnaryOperator function) {
    return (op, node) -> map(node.in(0), function);
  }

  static <O extends Op> Kernel<O> binary(DoubleBinaryOperator function) {
    return (op, node) -> {
      double[] left = repeated(node, 0);
      double[] right = repeated(node, 1);
      double[] out = new double[left.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = function.applyAsDouble(left[i], right[i]);
      }
      return out;
    };
  }

  static double[] select(Op.Select op, Node node) {
    double[] condition = repeated(node, 0);
    double[] yes = repeated(node, 1);
    double[] no = repeated(node, 2);
    double[] out = new double[condition.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = condition[i] != 0 ? yes[i] : no[i];
    }
    return out;
  }

  static double[] cast(Op.Cast op, Node node) {
    if (op.to() == DType.FLOAT32) {
      return node.in(0);
    }
    return map(node.in(0), op.to() == DType.BOOL ? x -> x != 0 ? 1 : 0 : x -> (int) x);
  }

  static double[] broadcast(Op.Broadcast op, Node node) {
    return repeated(node, 0);
  }

  private static double[] map(double[] in, DoubleUnaryOperator function) {
    double[] out = new double[in.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = function.applyAsDouble(in[i]);
    }
    return out;
  }

  private static double[] repeated(Node node, int input) {
    Shape from = node.shape(input);
    double[] in = node.in(input);
    return from.equals(node.shape())
        ? in
        : Movement.read(in, Offsets.broadcast(from, node.shape()));
  }
}
