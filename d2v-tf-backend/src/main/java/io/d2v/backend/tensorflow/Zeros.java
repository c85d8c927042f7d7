package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Shape;
import io.d2v.backend.tensorflow.ClusterFunction.Argument;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * Zeros of many shapes that lie in one place: TensorFlow gives the beginning of a line of numbers,
 * and another shape of it, without a copy. What its allocator once has it keeps, so as many zeros
 * as all functions read would stay beside what steps need.
 */
final class Zeros {
  private final NodeWriter out;
  private final Map<DataType, String> longest = new EnumMap<>(DataType.class);

  private Zeros(NodeWriter out) {
    this.out = out;
  }

  /** As long as the largest argument of each type. */
  static Zeros forAll(Collection<ClusterFunction> functions, NodeWriter out) {
    Zeros zeros = new Zeros(out);
    lengths(functions).forEach((type, length) -> zeros.longest.put(type, zeros.line(type, length)));
    return zeros;
  }

  /** How long the line of each type is. */
  static Map<DataType, Integer> lengths(Collection<ClusterFunction> functions) {
    Map<DataType, Integer> lengths = new EnumMap<>(DataType.class);
    for (ClusterFunction function : functions) {
      for (Argument argument : function.takes()) {
        lengths.merge(argument.entries(), argument.shape().elements(), Math::max);
      }
    }
    return lengths;
  }

  /** The output that has zeros of this shape. */
  String of(DataType type, Shape shape) {
    String line =
        out.write(
            "Slice",
            List.of(
                Objects.requireNonNull(longest.get(type)),
                out.integers(0),
                out.integers(shape.elements())),
            Map.of("T", Attributes.of(type), "Index", Attributes.of(DataType.DT_INT32)));
    return out.write(
        "Reshape",
        List.of(line, out.integers(shape.sizes())),
        Map.of("T", Attributes.of(type), "Tshape", Attributes.of(DataType.DT_INT32)));
  }

  private String line(DataType type, int length) {
    Map<String, AttrValue> types =
        Map.of("T", Attributes.of(type), "Tidx", Attributes.of(DataType.DT_INT32));
    String zero = out.constant(Constants.zero(type));
    return out.write("BroadcastTo", List.of(zero, out.integers(length)), types);
  }
}
