package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Composite;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;

/**
 * TensorFlow's CTCLoss as {@link Nn#ctcLoss} and its gradient: one operation on the host's threads,
 * where the body is a few operations a frame. It gives both at once, so a step runs it once.
 */
final class CtcKernel {
  private static final String LOSS = "ctc_loss";
  private static final String GRADIENT = "ctc_loss_gradient";
  private static final AttrValue INT32 = Attributes.of(DataType.DT_INT32);
  private static final AttrValue FLOAT = Attributes.of(DataType.DT_FLOAT);

  private CtcKernel() {}

  static boolean takes(Composite composite) {
    return composite.known()
        && (composite.name().equals(LOSS) || composite.name().equals(GRADIENT));
  }

  /**
   * Writes a call.
   *
   * @param arguments logits {@code [B, T, V]}, targets {@code [B, L]}, frames {@code [B, 1]}
   */
  static String write(Composite composite, List<String> arguments, NodeWriter out) {
    Shape logits = composite.formals().get(0).shape();
    Tensor frames = composite.formals().get(2);
    String targets = out.cast(arguments.get(1), DataType.DT_FLOAT, DataType.DT_INT32);
    String zero = out.constant(Constants.integer(0));
    String letters = out.write("GreaterEqual", List.of(targets, zero), Map.of("T", INT32));
    String places =
        out.write("Where", List.of(letters), Map.of("T", Attributes.of(DataType.DT_BOOL)));
    String values =
        out.write(
            "GatherNd",
            List.of(targets, places),
            Map.of("Tparams", INT32, "Tindices", Attributes.of(DataType.DT_INT64)));
    String lengths =
        reshaped(
            out.cast(arguments.get(2), DataType.DT_FLOAT, DataType.DT_INT32),
            INT32,
            Shape.of(logits.size(0)),
            out);
    List<String> both =
        out.write(
            "CTCLoss",
            List.of(timeFirst(arguments.get(0), out), places, values, lengths),
            Map.of(
                "preprocess_collapse_repeated", Attributes.of(false),
                "ctc_merge_repeated", Attributes.of(true),
                "ignore_longer_outputs_than_inputs", Attributes.of(true),
                "T", FLOAT),
            2);
    return composite.name().equals(LOSS)
        ? reshaped(both.get(0), FLOAT, frames.shape(), out)
        : timeFirst(both.get(1), out);
  }

  /** The first two axes exchanged, there or back. */
  private static String timeFirst(String output, NodeWriter out) {
    return out.write(
        "Transpose", List.of(output, out.integers(1, 0, 2)), Map.of("T", FLOAT, "Tperm", INT32));
  }

  private static String reshaped(String output, AttrValue type, Shape to, NodeWriter out) {
    return out.write(
        "Reshape", List.of(output, out.integers(to.sizes())), Map.of("T", type, "Tshape", INT32));
  }
}
