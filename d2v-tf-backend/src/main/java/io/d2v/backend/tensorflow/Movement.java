package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/** Operations that move entries, and sums of moved entries. */
final class Movement {
  private static final AttrValue INT32 = Attributes.of(DataType.DT_INT32);

  private Movement() {}

  static String reshape(Op.Reshape op, Rule.Node node) {
    return reshape(node.in(0), node.type(), op.to(), node);
  }

  /** An output in another shape. */
  static String reshape(String output, AttrValue type, Shape to, Rule.Node node) {
    return node.write(
        "Reshape",
        List.of(output, node.out().integers(to.sizes())),
        Map.of("T", type, "Tshape", INT32));
  }

  static String transpose(Op.Transpose op, Rule.Node node) {
    return node.write(
        "Transpose",
        List.of(node.in(0), node.out().integers(op.order())),
        Map.of("T", node.type(), "Tperm", INT32));
  }

  static String broadcast(Op.Broadcast op, Rule.Node node) {
    return node.write(
        "BroadcastTo",
        List.of(node.in(0), node.out().integers(op.to().sizes())),
        Map.of("T", node.type(), "Tidx", INT32));
  }

  static String slice(Op.Slice op, Rule.Node node) {
    return slice(node.in(0), node.type(), op.begin(), op.sizes(), node);
  }

  static String slice(
      String output, AttrValue type, List<Integer> begin, Shape sizes, Rule.Node node) {
    return node.write(
        "Slice",
        List.of(output, node.out().integers(begin), node.out().integers(sizes.sizes())),
        Map.of("T", type, "Index", INT32));
  }

  static String pad(Op.Pad op, Rule.Node node) {
    int rank = op.before().size();
    int[] pairs =
        IntStream.range(0, 2 * rank)
            .map(i -> (i % 2 == 0 ? op.before() : op.after()).get(i / 2))
            .toArray();
    String paddings = Movement.reshape(node.out().integers(pairs), INT32, Shape.of(rank, 2), node);
    return node.write(
        "Pad", List.of(node.in(0), paddings), Map.of("T", node.type(), "Tpaddings", INT32));
  }

  static String concatenate(Op.Concatenate op, Rule.Node node) {
    return concatenate(node.inputs(), node.type(), op.axis(), node);
  }

  static String concatenate(List<String> parts, AttrValue type, int axis, Rule.Node node) {
    List<String> inputs = new ArrayList<>(parts);
    inputs.add(node.out().constant(Constants.integer(axis)));
    return node.write(
        "ConcatV2", inputs, Map.of("N", Attributes.of(parts.size()), "T", type, "Tidx", INT32));
  }

  static String gather(Op.Gather op, Rule.Node node) {
    String axis = node.out().constant(Constants.integer(0));
    return node.write(
        "GatherV2",
        List.of(node.in(0), node.in(1), axis),
        Map.of("Tparams", node.type(), "Tindices", INT32, "Taxis", INT32));
  }

  /** A control input makes TensorFlow wait for a node, whichever of its outputs is meant. */
  static String after(Op.After op, Rule.Node node) {
    String awaited = "^" + node.in(1).replaceFirst(":.*", "");
    return node.write("Identity", List.of(node.in(0), awaited), Map.of("T", node.type()));
  }

  static String scatterSum(Op.ScatterSum op, Rule.Node node) {
    String rows = node.out().constant(Constants.integer(op.rows()));
    return node.write(
        "UnsortedSegmentSum",
        List.of(node.in(0), node.in(1), rows),
        Map.of("T", node.type(), "Tindices", INT32, "Tnumsegments", INT32));
  }
}
