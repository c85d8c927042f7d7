package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** How one operation is written as TensorFlow nodes; names the output that holds its value. */
@FunctionalInterface
interface Rule<O extends Op> {
  String write(O op, Node node);

  /**
   * A node to be written.
   *
   * @param tensor the node
   * @param inputs the outputs that hold its inputs
   * @param dataType of the first input's entries, and of the result's but where the operation says
   *     otherwise
   * @param out where to
   */
  record Node(Tensor tensor, List<String> inputs, DataType dataType, NodeWriter out) {
    String in(int input) {
      return inputs.get(input);
    }

    Shape shape(int input) {
      return tensor.inputs().get(input).shape();
    }

    AttrValue type() {
      return Attributes.of(dataType);
    }

    /** The type as the one attribute. */
    Map<String, AttrValue> typed() {
      return Map.of("T", type());
    }

    String write(String op, List<String> in, Map<String, AttrValue> attributes) {
      return out.write(op, in, attributes);
    }
  }

  /** The TensorFlow operation of the same meaning, whose one attribute is the type. */
  static <O extends Op> Rule<O> same(String tensorFlowOp) {
    return (op, node) -> node.write(tensorFlowOp, node.inputs(), node.typed());
  }
}
