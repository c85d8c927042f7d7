package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.List;

/** Composites for which TensorFlow has an operation of its own. */
final class Kernels {
  private static final String SOFTMAX = "softmax";

  private Kernels() {}

  static boolean take(Composite composite) {
    return isSoftmax(composite) || CtcKernel.takes(composite);
  }

  /** {@link Nn#softmax}, not a composite of a plugin that has its name. */
  private static boolean isSoftmax(Composite composite) {
    return composite.known() && composite.name().equals(SOFTMAX);
  }

  static boolean isSoftmax(Tensor node) {
    return node.op() instanceof Op.Call call && isSoftmax(call.composite());
  }

  static String write(Op.Call call, Rule.Node node) {
    return isSoftmax(call.composite())
        ? node.write("Softmax", List.of(node.in(0)), node.typed())
        : CtcKernel.write(call.composite(), node.inputs(), node.out());
  }
}
