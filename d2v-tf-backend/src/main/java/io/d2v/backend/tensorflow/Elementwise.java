package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
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

  /**
   * A sum over the leading axes of a matrix's rows, as of a bias's gradient, is the product of a
   * row of ones and the matrix, which takes a fifth of Sum's time.
   */
  static String sum(Op.Sum op, Rule.Node node) {
    Shape from = node.shape(0);
    int rows = leading(op.axes(), from);
    return node.out().place() == NodeWriter.Place.GRAPH && rows > 1 && from.last() > 1
        ? onesTimes(rows, node)
        : reduce("Sum", op.axes(), node);
  }

  /** How many rows are added up, where all axes but the last are; otherwise 0. */
  private static int leading(List<Integer> axes, Shape from) {
    boolean all = axes.size() == from.rank() - 1 && !axes.contains(from.rank() - 1);
    return all && from.last() > 0 ? from.elements() / from.last() : 0;
  }

  private static String onesTimes(int rows, Rule.Node node) {
    Shape to = node.tensor().shape();
    String matrix = Movement.reshape(node.in(0), node.type(), Shape.of(rows, to.last()), node);
    String one = node.out().constant(Constants.of(Array.scalar(1f)));
    String ones =
        node.write(
            "BroadcastTo",
            List.of(one, node.out().integers(1, rows)),
            Map.of("T", node.type(), "Tidx", Attributes.of(DataType.DT_INT32)));
    String product =
        node.write(
            "BatchMatMulV2",
            List.of(ones, matrix),
            Map.of(
                "T", node.type(),
                "adj_x", Attributes.of(false),
                "adj_y", Attributes.of(false)));
    return Movement.reshape(product, node.type(), to, node);
  }

  static String max(Op.Max op, Rule.Node node) {
    return reduce("Max", op.axes(), node);
  }

  private static String reduce(String tensorFlowOp, List<Integer> axes, Rule.Node node) {
    return node.write(
        tensorFlowOp,
        List.of(node.in(0), node.out().integers(axes)),
        Map.of(
            "T", node.type(),
            "Tidx", Attributes.of(DataType.DT_INT32),
            "keep_dims", Attributes.of(true)));
  }
}
