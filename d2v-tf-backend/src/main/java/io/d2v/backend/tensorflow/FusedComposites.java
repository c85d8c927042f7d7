package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.OpDef;

/**
 * The composites that XLA compiles. Each is compiled and run on zeros when it is first met, so one
 * that XLA refuses is known before a program is written, and runs as its body there.
 */
final class FusedComposites {
  private static final Logger LOG = LoggerFactory.getLogger(FusedComposites.class);

  private final TensorFlowSession session;
  private final boolean fuse;
  private final Map<String, Boolean> compiled = new HashMap<>();

  FusedComposites(TensorFlowSession session, boolean fuse) {
    this.session = session;
    this.fuse = fuse;
  }

  /** The function that does what the composite does, in the session's graph already. */
  Optional<String> function(Composite composite) {
    if (!fuse || !FunctionBody.canBeFused(composite)) {
      return Optional.empty();
    }
    FunctionDef function = FunctionBody.of(composite);
    String name = function.getSignature().getName();
    boolean works = compiled.computeIfAbsent(name, n -> compile(composite, function));
    return works ? Optional.of(name) : Optional.empty();
  }

  /** Writes a call. */
  static List<String> call(
      String function, Composite composite, List<String> arguments, NodeWriter out) {
    return out.write(
        "PartitionedCall",
        arguments,
        Map.of(
            "Tin", Attributes.types(composite.formals()),
            "Tout", Attributes.types(composite.results()),
            "f", Attributes.function(function),
            "_XlaMustCompile", Attributes.of(true)),
        composite.results().size());
  }

  /** Whether XLA takes the function, which is in the graph from then on. */
  boolean compile(Composite composite, FunctionDef function) {
    OpDef signature = function.getSignature();
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    List<String> zeros = new ArrayList<>();
    for (Tensor formal : composite.formals()) {
      zeros.add(zeros(formal.type(), out));
    }
    String result = call(signature.getName(), composite, zeros, out).get(0);
    try {
      String prefix = session.add(signature.getName(), out.nodes(), List.of(function));
      session.run(Map.of(), List.of(), List.of(prefix + result));
      return true;
    } catch (TensorFlowFault refused) {
      LOG.warn(
          "XLA does not compile {}{}, which therefore runs as plain operations: slower, the same"
              + " values. XLA says: {}",
          composite.name(),
          composite.formals().stream().map(Tensor::type).toList(),
          refused.firstLine());
      return false;
    }
  }

  private static String zeros(TensorType type, NodeWriter out) {
    Array zero =
        switch (type.dtype()) {
          case FLOAT32 -> Array.scalar(0f);
          case INT32 -> Array.scalar(0);
          case BOOL -> Array.of(Shape.of(), false);
        };
    AttrValue dtype = Attributes.of(type.dtype());
    AttrValue index = Attributes.of(DType.INT32);
    return out.write(
        "BroadcastTo",
        List.of(out.constant(Constants.of(zero)), out.integers(type.shape().sizes())),
        Map.of("T", dtype, "Tidx", index));
  }
}
