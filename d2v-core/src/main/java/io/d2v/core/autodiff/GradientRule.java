package io.d2v.core.autodiff;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;

/** Writes the gradient of the loss towards one input of an operation. */
@FunctionalInterface
interface GradientRule<O extends Op> {
  /** The gradient towards the input of this number, of the input's shape. */
  Tensor of(O op, Step step, int input);

  /** A rule for an operation that has one formula for each input. */
  @FunctionalInterface
  interface Partial<O extends Op> {
    Tensor of(O op, Step step);
  }

  /** A node on the way back. */
  record Step(Tensor node, Tensor upstream) {
    Tensor in(int input) {
      return node.inputs().get(input);
    }
  }
}
