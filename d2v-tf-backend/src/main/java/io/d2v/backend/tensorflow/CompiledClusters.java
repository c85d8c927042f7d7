package io.d2v.backend.tensorflow;

import io.d2v.backend.tensorflow.ClusterFunction.Argument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * The functions that XLA has compiled. Those of a program are compiled and run on zeros before the
 * program is, so one that XLA refuses is known in time, and the program is written with its nodes.
 */
final class CompiledClusters {
  private static final Logger LOG = LoggerFactory.getLogger(CompiledClusters.class);

  private final TensorFlowSession session;

  /** Whether XLA takes a function, by name. */
  private final Map<String, Boolean> compiled = new HashMap<>();

  private Duration spent = Duration.ZERO;

  CompiledClusters(TensorFlowSession session) {
    this.session = session;
  }

  /** How long compiling has taken so far. */
  Duration spent() {
    return spent;
  }

  boolean isRefused(ClusterFunction function) {
    return !compiled.getOrDefault(function.name(), true);
  }

  /**
   * Compiles functions with clusters of these types of inputs, all at once, since XLA compiles on
   * several threads.
   *
   * @return whether XLA takes all
   */
  boolean compile(Map<ClusterFunction, Cluster> functions) {
    Map<ClusterFunction, Cluster> added = new LinkedHashMap<>();
    Map<String, ClusterFunction> names = new HashMap<>();
    functions.forEach(
        (function, cluster) -> {
          if (!compiled.containsKey(function.name())
              && names.putIfAbsent(function.name(), function) == null) {
            added.put(function, cluster);
          }
        });
    if (!added.isEmpty()) {
      long start = System.nanoTime();
      compileNew(added);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      spent = spent.plus(took);
      LOG.debug("XLA compiled {} functions in {} ms", added.size(), took.toMillis());
    }
    return functions.keySet().stream().noneMatch(this::isRefused);
  }

  /**
   * Writes a call; names its results, or the node where it has none.
   *
   * @param arguments what it takes, then what it waits for
   */
  static List<String> call(ClusterFunction function, List<String> arguments, NodeWriter out) {
    return out.write(
        function.hasVariables() ? "StatefulPartitionedCall" : "PartitionedCall",
        arguments,
        Map.of(
            "Tin", Attributes.types(function.takes().stream().map(Argument::type).toList()),
            "Tout", Attributes.types(function.gives()),
            "f", Attributes.function(function.name()),
            "_XlaMustCompile", Attributes.of(true)),
        function.gives().size());
  }

  private void compileNew(Map<ClusterFunction, Cluster> functions) {
    try {
      runOnZeros(functions);
      functions.keySet().forEach(function -> compiled.put(function.name(), true));
    } catch (TensorFlowFault refused) {
      if (functions.size() > 1) {
        functions.forEach((function, cluster) -> compileNew(Map.of(function, cluster)));
      } else {
        functions.forEach((function, cluster) -> refuse(function, cluster, refused));
      }
    }
  }

  private void runOnZeros(Map<ClusterFunction, Cluster> functions) {
    NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
    Zeros zeros = Zeros.forAll(functions.keySet(), out);
    List<String> targets = new ArrayList<>();
    functions.keySet().forEach(function -> targets.addAll(runOnZeros(function, zeros, out)));
    Collection<ClusterFunction> all = functions.keySet();
    List<NodeDef> nodes = out.nodes();
    String prefix =
        session.add("zeros", nodes, all.stream().map(ClusterFunction::definition).toList());
    session.run(Map.of(), List.of(), targets.stream().map(prefix::concat).toList());
  }

  /** Writes what runs it; its variables are gone afterwards. */
  private static List<String> runOnZeros(ClusterFunction function, Zeros all, NodeWriter out) {
    List<String> arguments = new ArrayList<>();
    List<String> written = new ArrayList<>();
    List<String> variables = new ArrayList<>();
    for (Argument argument : function.takes()) {
      String zeros = all.of(argument.entries(), argument.shape());
      if (argument.inVariable()) {
        String name = "zeros." + function.name() + "." + arguments.size();
        String variable = VariableGroup.handle(name, argument.entries(), argument.shape(), out);
        Map<String, AttrValue> dtype = Map.of("dtype", Attributes.of(argument.entries()));
        written.add("^" + out.write("AssignVariableOp", List.of(variable, zeros), dtype));
        variables.add(variable);
        arguments.add(variable);
      } else {
        arguments.add(zeros);
      }
    }
    arguments.addAll(written);
    String call = call(function, arguments, out).get(0);
    List<String> targets = new ArrayList<>(List.of(call));
    for (String variable : variables) {
      targets.add(out.write("DestroyResourceOp", List.of(variable, "^" + call), Map.of()));
    }
    return targets;
  }

  private void refuse(ClusterFunction function, Cluster cluster, TensorFlowFault refused) {
    compiled.put(function.name(), false);
    LOG.warn(
        "XLA does not compile {}{}, which therefore runs as plain operations: slower, the same"
            + " values. XLA says: {}",
        cluster.name(),
        cluster.inputs(),
        refused.firstLine());
  }
}
