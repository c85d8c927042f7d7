package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Matrix products and random numbers. */
final class Products {
  private static final int PHILOX = 1;
  private static final AttrValue INT32 = Attributes.of(DataType.DT_INT32);

  private Products() {}

  static String matmul(Op.MatMul op, Rule.Node node) {
    return node.write(
        "BatchMatMulV2",
        node.inputs(),
        Map.of(
            "T", node.type(),
            "adj_x", Attributes.of(op.transposeLeft()),
            "adj_y", Attributes.of(op.transposeRight())));
  }

  /** The key's two words, low first, are one unsigned 64-bit number on a little-endian machine. */
  static String uniform(Op.Uniform op, Rule.Node node) {
    String pair = Movement.reshape(node.in(0), INT32, Shape.of(1, 2), node);
    String key =
        node.write(
            "Bitcast",
            List.of(pair),
            Map.of("T", INT32, "type", Attributes.of(DataType.DT_UINT64)));
    return node.write(
        "StatelessRandomUniformV2",
        List.of(
            node.out().integers(op.shape().sizes()),
            key,
            node.out().constant(Constants.counter(0, op.site())),
            node.out().constant(Constants.integer(PHILOX))),
        Map.of("dtype", Attributes.of(DataType.DT_FLOAT), "Tshape", INT32));
  }
}
