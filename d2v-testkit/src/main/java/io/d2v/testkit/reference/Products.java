package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.testkit.reference.Kernel.Node;
import java.util.Arrays;

/** Matrix products. */
final class Products {
  private Products() {}

  static double[] matmul(Op.MatMul op, Node node) {
    int rows = node.shape().size(-2);
    int columns = node.shape().size(-1);
    Shape left = node.shape(0);
    Shape right = node.shape(1);
    int inner = left.size(op.transposeLeft() ? -2 : -1);
    int leftRow = op.transposeLeft() ? 1 : inner;
    int leftInner = op.transposeLeft() ? rows : 1;
    int rightInner = op.transposeRight() ? 1 : columns;
    int rightColumn = op.transposeRight() ? inner : 1;
    int[] leftMatrix = Offsets.broadcast(matrices(left), matrices(node.shape()));
    int[] rightMatrix = Offsets.broadcast(matrices(right), matrices(node.shape()));
    double[] out = new double[node.shape().elements()];
    for (int i = 0; i < out.length / columns; i++) {
      int matrix = i / rows;
      int a = leftMatrix[matrix] * rows * inner + i % rows * leftRow;
      int b = rightMatrix[matrix] * inner * columns;
      for (int k = 0; k < inner; k++, a += leftInner, b += rightInner) {
        double factor = node.in(0)[a];
        for (int j = 0; j < columns; j++) {
          out[i * columns + j] += factor * node.in(1)[b + j * rightColumn];
        }
      }
    }
    return out;
  }

  /** The axes before the last two. */
  private static Shape matrices(Shape shape) {
    return Shape.of(Arrays.copyOf(shape.sizes(), shape.rank() - 2));
  }
}
