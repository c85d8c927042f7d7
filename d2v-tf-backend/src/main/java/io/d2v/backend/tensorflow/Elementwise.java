package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.DataType;

/** Choice, casts and reductions. */
final class Elementwise {
  private Elementwise() {}

  static String select(Op.Select op, Rule.Node node) {
    return node.write(
        "SelectV2", node.inputs(), Map.of("T", Attributes.of(node.tensor().type().dtype())));
  }

  static String cast(Op.Cast op, Rule.Node node) {
    DataType from = Attributes.dataType(node.tensor().inputs().get(0).type().dtype());
    return node.out().cast(node.in(0), from, Attributes.dataType(op.to()));
  }

  static String sum(Op.Sum op, Rule.Node node) {
    return RowSum.takes(op, node)
        ? RowSum.write(op, node)
        : reduce("Sum", op.axes(), node.in(0), node);
  }

  static String max(Op.Max op, Rule.Node node) {
    return reduce("Max", op.axes(), node.in(0), node);
  }

  /** An output, reduced over axes that stay with size 1. */
  static String reduce(String tensorFlowOp, List<Integer> axes, String output, Rule.Node node) {
    return node.write(
        tensorFlowOp,
        List.of(output, node.out().integers(axes)),
        Map.of(
            "T", node.type(),
            "Tidx", Attributes.of(DataType.DT_INT32),
            "keep_dims", Attributes.of(true)));
  }
}
