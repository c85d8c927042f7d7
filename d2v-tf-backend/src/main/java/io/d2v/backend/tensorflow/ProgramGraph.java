package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tensorflow.proto.AttrValue;

/** A program as TensorFlow nodes. All reads of a parameter come before its update. */
final class ProgramGraph {
  /** A parameter's variable, and its value before the run. */
  private record Variable(String handle, String value) {}

  private final NodeWriter out = new NodeWriter(NodeWriter.Place.GRAPH);
  private final Inlined graph;
  private final CompiledClusters clusters;
  private final Precision precision;
  private final Lowering lowering;
  private final Collectives.Sums sums;
  private final NarrowCopies copies;
  private final Optional<String> refresh;
  private final InPlaceUpdates inPlace;
  private final Map<String, String> changed = new HashMap<>();
  private final Map<ClusterFunction, Cluster> functions = new LinkedHashMap<>();
  private final Map<String, List<Shape>> calls = new HashMap<>();
  private final Map<String, String> feeds = new LinkedHashMap<>();
  private final Map<String, Variable> variables = new HashMap<>();
  private final List<TensorFlowSession.Fetch> fetches = new ArrayList<>();
  private final List<String> targets = new ArrayList<>();

  private ProgramGraph(
      Program program,
      Inlined graph,
      List<Fusion.Unit> units,
      CompiledClusters clusters,
      Collectives.Sums sums,
      Precision precision,
      Map<String, TensorType> copied) {
    this.graph = graph;
    copies = new NarrowCopies(copied, precision, out);
    this.clusters = clusters;
    this.sums = sums;
    this.precision = precision;
    lowering = new Lowering(out, precision);
    inPlace = new InPlaceUpdates(program, graph, units, copied.keySet());
    units.forEach(this::write);
    List<Tensor> roots = graph.roots();
    int fetched = program.fetches().size();
    for (int i = 0; i < fetched; i++) {
      fetches.add(fetch(lowering.wide(roots.get(i)), program.fetches().get(i)));
    }
    List<String> assignments = new ArrayList<>();
    int next = fetched;
    for (String path : program.updates().keySet()) {
      Tensor value = roots.get(next);
      String call = changed.get(path);
      if (call != null) {
        assignments.add("^" + call);
      } else {
        assignments.add("^" + assign(path, value.type(), lowering.wide(value)));
        if (copied.containsKey(path)) {
          assignments.add("^" + copies.assign(path, lowering.narrow(value)));
        }
      }
      next++;
    }
    refresh = copied.isEmpty() ? Optional.empty() : Optional.of(copies.refresh());
    if (!assignments.isEmpty()) {
      targets.add(out.write("NoOp", assignments, Map.of()));
    }
  }

  /**
   * Writes a program.
   *
   * @param fuse whether XLA compiles what it does better than TensorFlow's own operations
   */
  static ProgramGraph of(
      Program program,
      CompiledClusters clusters,
      Collectives collectives,
      Precision precision,
      boolean fuse) {
    Supplier<ProgramGraph> drawing = drawing(program, clusters, collectives, precision, fuse);
    ProgramGraph written = drawing.get();
    while (!clusters.compile(written.functions)) {
      written = drawing.get();
    }
    return written;
  }

  /** The same, but that XLA is not asked whether it takes functions that it has not seen. */
  static ProgramGraph drawn(
      Program program,
      CompiledClusters clusters,
      Collectives collectives,
      Precision precision,
      boolean fuse) {
    return drawing(program, clusters, collectives, precision, fuse).get();
  }

  /** Planned once, and written as often as it is asked, without what XLA has refused by then. */
  private static Supplier<ProgramGraph> drawing(
      Program program,
      CompiledClusters clusters,
      Collectives collectives,
      Precision precision,
      boolean fuse) {
    List<Tensor> roots = new ArrayList<>(program.fetches());
    roots.addAll(program.updates().values());
    Inlined graph =
        Inlined.of(roots, fuse ? Kernels::take : CtcKernel::takes, ConvolutionAsProduct::replace);
    Map<String, TensorType> copied = NarrowCopies.of(program, graph, precision);
    List<Fusion.Unit> units =
        fuse
            ? Fusion.plan(graph, precision, NarrowCopies.updates(program, graph, copied))
            : Fusion.none(graph, precision);
    return () ->
        new ProgramGraph(program, graph, units, clusters, collectives.sums(), precision, copied);
  }

  NodeWriter out() {
    return out;
  }

  /** Name of an input to the node that it is fed to. */
  Map<String, String> feeds() {
    return feeds;
  }

  List<TensorFlowSession.Fetch> fetches() {
    return fetches;
  }

  /** The parameters that the program reads as {@link NarrowCopies}. */
  Set<String> copied() {
    return copies.paths();
  }

  /** What all of them take. */
  long copiedBytes() {
    return copies.bytes();
  }

  /** What makes these copies from the parameters, if there are any. */
  Optional<String> refresh() {
    return refresh;
  }

  /** The shapes of what calls of functions give, by the node's name. */
  Map<String, List<Shape>> calls() {
    return calls;
  }

  /** Bytes of what {@link CompiledClusters} takes to try the function that gives most. */
  List<Long> tried() {
    List<Long> taken = new ArrayList<>();
    Zeros.lengths(functions.keySet())
        .forEach((type, length) -> taken.add(Attributes.width(type) * length));
    taken.addAll(
        functions.entrySet().stream()
            .map(entry -> given(entry.getKey(), entry.getValue()))
            .max(Comparator.comparing(given -> given.stream().mapToLong(bytes -> bytes).sum()))
            .orElse(List.of()));
    return taken;
  }

  private static List<Long> given(ClusterFunction function, Cluster cluster) {
    List<Shape> shapes = shapes(cluster);
    List<Long> bytes = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      bytes.add(Attributes.width(function.gives().get(i)) * shapes.get(i).elements());
    }
    return bytes;
  }

  private static List<Shape> shapes(Cluster cluster) {
    return Stream.concat(cluster.outputs().stream(), cluster.narrowOutputs().stream())
        .map(Tensor::shape)
        .toList();
  }

  /** Whether it sums over several workers. */
  boolean meets() {
    return sums.areAny();
  }

  /** What has to run so that the parameters are updated. */
  List<String> targets() {
    return targets;
  }

  private void write(Fusion.Unit unit) {
    if (unit instanceof Fusion.Unit.Fused fused) {
      write(fused.cluster());
    } else if (unit instanceof Fusion.Unit.Single single) {
      write(single.node(), single.narrow());
    }
  }

  private void write(Tensor node, boolean narrow) {
    begin(node, Optional.empty());
    if (node.op() instanceof Op.Parameter parameter) {
      lowering.put(node, variable(parameter.path(), node.type()).value());
      copies.value(parameter.path()).ifPresent(value -> lowering.putNarrow(node, value));
    } else if (node.op() instanceof Op.Input input) {
      lowering.put(
          node,
          feeds.computeIfAbsent(input.name(), n -> VariableGroup.placeholder(node.type(), out)));
    } else if (node.op() instanceof Op.AllReduce sum) {
      sums.write(sum, node, lowering, out);
    } else if (!lowering.has(node)) {
      lowering.write(node, narrow);
    }
  }

  /** As a call of a function, or, where XLA refused it, as its nodes. */
  private void write(Cluster whole) {
    Cluster cluster = whole.updating(inPlace.of(whole));
    List<Boolean> narrow = cluster.inputs().stream().map(lowering::isNarrow).toList();
    ClusterFunction function = ClusterFunction.of(cluster, narrow, precision);
    if (clusters.isRefused(function)) {
      cluster.nodes().forEach(node -> write(node, false));
      return;
    }
    functions.put(function, cluster);
    begin(cluster.nodes().get(cluster.nodes().size() - 1), Optional.of(cluster.name()));
    List<String> arguments = new ArrayList<>();
    for (int i = 0; i < narrow.size(); i++) {
      Tensor input = cluster.inputs().get(i);
      arguments.add(narrow.get(i) ? lowering.narrow(input) : lowering.wide(input));
    }
    List<String> reads = new ArrayList<>();
    for (Cluster.Update update : cluster.updates()) {
      Variable variable = variable(update.path(), update.before().type());
      arguments.add(variable.handle());
      reads.add("^" + variable.value());
      if (update.copied()) {
        NarrowCopies.Copy copy = copies.copy(update.path());
        arguments.add(copy.handle());
        reads.add("^" + copy.value());
      }
    }
    arguments.addAll(reads);
    List<String> results = CompiledClusters.call(function, arguments, out);
    calls.put(results.get(0), shapes(cluster));
    Iterator<String> next = results.iterator();
    cluster.outputs().forEach(output -> lowering.put(output, next.next()));
    cluster.narrowOutputs().forEach(output -> lowering.putNarrow(output, next.next()));
    cluster.updates().forEach(update -> changed.put(update.path(), results.get(0)));
  }

  private void begin(Tensor node, Optional<String> function) {
    out.begin(new NodeWriter.Origin(node, graph.origin(node).node(), function));
  }

  private Variable variable(String path, TensorType type) {
    return variables.computeIfAbsent(
        path,
        p -> {
          String handle = VariableGroup.handle(p, type, out);
          Map<String, AttrValue> dtype = Map.of("dtype", Attributes.of(type.dtype()));
          return new Variable(handle, out.write("ReadVariableOp", List.of(handle), dtype));
        });
  }

  private String assign(String path, TensorType type, String value) {
    List<String> inputs = new ArrayList<>();
    Variable known = variables.get(path);
    inputs.add(known == null ? VariableGroup.handle(path, type, out) : known.handle());
    inputs.add(value);
    if (known != null) {
      inputs.add("^" + known.value());
    }
    return out.write("AssignVariableOp", inputs, Map.of("dtype", Attributes.of(type.dtype())));
  }

  /** A node of its own, since TensorFlow does not fetch what is fed. */
  private TensorFlowSession.Fetch fetch(String output, Tensor tensor) {
    String copy =
        out.write("Identity", List.of(output), Map.of("T", Attributes.of(tensor.type().dtype())));
    return new TensorFlowSession.Fetch(copy, tensor.type());
  }
}
