package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Op;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Products of what is fed with a parameter, whose factors bfloat16 would round too far. Sound has
 * tones a thousand times softer than others, and a filter of its samples would hear the rounding of
 * the loud ones instead. So each factor is the sum of what it is in bfloat16 and of what that
 * leaves out, and the product the sum of three, as one three times as long (bf16x3, Henry et al.
 * 2019, arXiv 1904.06376).
 */
final class ExactProduct {
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Op.Reshape.class, Op.Transpose.class, Op.Slice.class, Op.Pad.class, Op.Concatenate.class);

  private ExactProduct() {}

  /** Whether a node is such a product. */
  static boolean is(Tensor node) {
    return node.op() instanceof Op.MatMul
        && node.inputs().stream().anyMatch(factor -> comesFrom(Op.Input.class, factor))
        && node.inputs().stream().anyMatch(factor -> comesFrom(Op.Parameter.class, factor));
  }

  private static boolean comesFrom(Class<? extends Op> leaf, Tensor value) {
    return leaf.isInstance(value.op())
        || (MOVES.contains(value.op().getClass())
            && value.inputs().stream().allMatch(input -> comesFrom(leaf, input)));
  }

  /**
   * Writes one.
   *
   * @param left output that holds the one factor in float32
   * @param right the other
   * @return what holds the product in bfloat16
   */
  static String write(Tensor node, String left, String right, Rules rules, NodeWriter out) {
    Op.MatMul op = (Op.MatMul) node.op();
    Parts one = Parts.of(left, out);
    Parts other = Parts.of(right, out);
    int first = node.inputs().get(0).shape().rank() - (op.transposeLeft() ? 2 : 1);
    int second = node.inputs().get(1).shape().rank() - (op.transposeRight() ? 1 : 2);
    AttrValue type = Attributes.of(DataType.DT_BFLOAT16);
    Rule.Node here = new Rule.Node(node, List.of(), DataType.DT_BFLOAT16, out);
    String longLeft =
        Movement.concatenate(List.of(one.near, one.rest, one.near), type, first, here);
    String longRight =
        Movement.concatenate(List.of(other.near, other.near, other.rest), type, second, here);
    return rules.write(
        new Rule.Node(node, List.of(longLeft, longRight), DataType.DT_BFLOAT16, out));
  }

  /** A number is nearly the sum of both. */
  private record Parts(String near, String rest) {
    static Parts of(String value, NodeWriter out) {
      String near = out.cast(value, DataType.DT_FLOAT, DataType.DT_BFLOAT16);
      String back = out.cast(near, DataType.DT_BFLOAT16, DataType.DT_FLOAT);
      String rest =
          out.write("Sub", List.of(value, back), Map.of("T", Attributes.of(DataType.DT_FLOAT)));
      return new Parts(near, out.cast(rest, DataType.DT_FLOAT, DataType.DT_BFLOAT16));
    }
  }
}
