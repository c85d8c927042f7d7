package io.d2v.testkit.reference;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;

/**
 * Computes one operation. Entries are doubles in row-major order whatever their type; a truth value
 * is 1 or 0. What is given is not changed, and what is returned may be what was given.
 */
@FunctionalInterface
interface Kernel<O extends Op> {
  double[] run(O op, Node node);

  /** A node with its inputs' entries. */
  record Node(Tensor tensor, List<double[]> inputs) {
    double[] in(int input) {
      return inputs.get(input);
    }

    Shape shape(int input) {
      return tensor.inputs().get(input).shape();
    }

    Shape shape() {
      return tensor.shape();
    }
  }
}
