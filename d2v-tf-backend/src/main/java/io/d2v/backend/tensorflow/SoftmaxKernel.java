package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** TensorFlow's own kernel of {@link Nn#softmax}, which is faster than what XLA makes of it. */
final class SoftmaxKernel {
  private static final String NAME = "softmax";

  private SoftmaxKernel() {}

  /** Whether this is that composite: a plugin's may have the same name and another body. */
  static boolean takes(Composite composite) {
    return composite.name().equals(NAME)
        && composite.formals().size() == 1
        && FunctionBody.of(composite)
            .getSignature()
            .equals(FunctionBody.of(own(composite.formals().get(0))).getSignature());
  }

  private static Composite own(Tensor formal) {
    return ((Op.Call) Nn.softmax(formal).op()).composite();
  }

  static String write(String scores, NodeWriter out) {
    return out.write("Softmax", List.of(scores), Map.of("T", Attributes.of(DataType.DT_FLOAT)));
  }
}
