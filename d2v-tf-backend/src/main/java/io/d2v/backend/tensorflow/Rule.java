package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;

/** How one primitive is written as TensorFlow nodes; names the output that holds its value. */
@FunctionalInterface
interface Rule<O extends Op> {
  String write(O op, Node node);

  /**
   * A node to be written.
   *
   * @param tensor the node
   * @param inputs the outputs that hold its inputs
   * @param precision of matrix products and convolutions
   * @param out where to
   */
  record Node(Tensor tensor, List<String> inputs, Precision precision, NodeWriter out) {
    String in(int input) {
      return inputs.get(input);
    }

    Shape shape(int input) {
      return tensor.inputs().get(input).shape();
    }

    /** The type attribute of the first input's entries. */
    AttrValue type() {
      return Attributes.of(tensor.inputs().get(0).type().dtype());
    }

    String write(String op, List<String> in, Map<String, AttrValue> attributes) {
      return out.write(op, in, attributes);
    }
  }

  /** The TensorFlow operation of the same meaning, whose one attribute is the type. */
  static <O extends Op> Rule<O> same(String tensorFlowOp) {
    return (op, node) -> node.write(tensorFlowOp, node.inputs(), Map.of("T", node.type()));
  }
}
