package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Composite;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.api.graph.Traversal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;

/**
 * The composites that XLA compiles. Those of a program are compiled and run on zeros before the
 * program is written, so one that XLA refuses is known in time, and runs as its body.
 */
final class FusedComposites {
  private static final Logger LOG = LoggerFactory.getLogger(FusedComposites.class);

  /** What XLA may take. */
  record Candidate(Composite composite, FunctionDef function) {
    String name() {
      return function.getSignature().getName();
    }
  }

  private final TensorFlowSession session;
  private final boolean fuse;
  private final Map<String, Boolean> compiled = new HashMap<>();

  FusedComposites(TensorFlowSession session, boolean fuse) {
    this.session = session;
    this.fuse = fuse;
  }

  /** Compiles what these tensors call, all at once, since XLA compiles on several threads. */
  void prepare(Collection<Tensor> roots) {
    Map<String, Candidate> found = new LinkedHashMap<>();
    if (fuse) {
      collect(roots, found);
    }
    found.keySet().removeAll(compiled.keySet());
    if (!found.isEmpty()) {
      compile(found.values());
    }
  }

  private static void collect(Collection<Tensor> roots, Map<String, Candidate> found) {
    for (Tensor tensor : Traversal.inputsFirst(roots)) {
      if (tensor.op() instanceof Op.Call call && !hasKernel(call.composite())) {
        if (FunctionBody.canBeFused(call.composite())) {
          FunctionDef function = FunctionBody.of(call.composite());
          found.put(function.getSignature().getName(), new Candidate(call.composite(), function));
        } else {
          collect(call.composite().results(), found);
        }
      }
    }
  }

  /** Kernels of TensorFlow's own, which need no XLA. */
  private static boolean hasKernel(Composite composite) {
    return CtcKernel.takes(composite) || SoftmaxKernel.takes(composite);
  }

  /** The function that does what a prepared composite does, in the session's graph already. */
  Optional<String> function(Composite composite) {
    if (!fuse || !FunctionBody.canBeFused(composite)) {
      return Optional.empty();
    }
    String name = FunctionBody.of(composite).getSignature().getName();
    return compiled.getOrDefault(name, false) ? Optional.of(name) : Optional.empty();
  }

  /** Writes a call in the fastest way there is; nothing where its body is. */
  List<String> call(Composite composite, List<String> arguments, NodeWriter out) {
    if (CtcKernel.takes(composite)) {
      return List.of(CtcKernel.write(composite, arguments, out));
    }
    if (fuse && SoftmaxKernel.takes(composite)) {
      return List.of(SoftmaxKernel.write(arguments.get(0), out));
    }
    return function(composite)
        .map(function -> call(function, composite, arguments, out))
        .orElse(List.of());
  }

  private static List<String> call(
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

  /** Finds out which functions XLA takes; they are in the graph from then on. */
  void compile(Collection<Candidate> candidates) {
    try {
      runOnZeros(candidates);
      candidates.forEach(candidate -> compiled.put(candidate.name(), true));
    } catch (TensorFlowFault refused) {
      if (candidates.size() > 1) {
        candidates.forEach(candidate -> compile(List.of(candidate)));
      } else {
        candidates.forEach(candidate -> refuse(candidate, refused));
      }
    }
  }

  private void runOnZeros(Collection<Candidate> candidates) {
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    List<String> results = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<String> zeros = new ArrayList<>();
      for (Tensor formal : candidate.composite().formals()) {
        zeros.add(zeros(formal.type(), out));
      }
      results.add(call(candidate.name(), candidate.composite(), zeros, out).get(0));
    }
    List<FunctionDef> functions = candidates.stream().map(Candidate::function).toList();
    String prefix = session.add("zeros", out.nodes(), functions);
    session.run(Map.of(), List.of(), results.stream().map(prefix::concat).toList());
  }

  private void refuse(Candidate candidate, TensorFlowFault refused) {
    compiled.put(candidate.name(), false);
    LOG.warn(
        "XLA does not compile {}{}, which therefore runs as plain operations: slower, the same"
            + " values. XLA says: {}",
        candidate.composite().name(),
        candidate.composite().formals().stream().map(Tensor::type).toList(),
        refused.firstLine());
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
