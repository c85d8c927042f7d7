package io.d2v.backend.tensorflow;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.VersionDef;

/** One graph, which only grows, and the one session in which its variables live. */
final class TensorFlowSession implements AutoCloseable {
  /** An output to fetch. */
  record Fetch(String output, TensorType type) {}

  private final Graph graph = new Graph();
  private final Session session;
  private final VersionDef version;
  private final Map<String, Integer> uses = new HashMap<>();

  TensorFlowSession(ConfigProto config) {
    version = graph.toGraphDef().getVersions();
    session = new Session(graph, config);
  }

  /** The version of this TensorFlow's graphs. */
  VersionDef version() {
    return version;
  }

  /**
   * Adds nodes to the graph.
   *
   * @return what to put before their names
   * @throws TensorFlowFault if TensorFlow refuses them
   */
  String add(String name, List<NodeDef> nodes, List<FunctionDef> functions) {
    String word = name.replaceAll("[^A-Za-z0-9_]", "_").replaceAll("^_+", "");
    String prefix = word + "_" + uses.merge(word, 1, Integer::sum);
    GraphDef part =
        GraphDef.newBuilder()
            .setVersions(version)
            .addAllNode(nodes)
            .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(functions))
            .build();
    try {
      graph.importGraphDef(part, prefix);
    } catch (RuntimeException e) {
      throw new TensorFlowFault(e);
    }
    return prefix + "/";
  }

  /** Feeds, runs the targets and what the fetches need, and copies the fetches. */
  List<Array> run(Map<String, Array> feeds, List<Fetch> fetches, List<String> targets) {
    return run(feeds, fetches, targets, Session.Runner::run, result -> copied(result, fetches));
  }

  /** The same, measured. */
  StepStats profile(Map<String, Array> feeds, List<Fetch> fetches, List<String> targets) {
    RunOptions traced =
        RunOptions.newBuilder().setTraceLevel(RunOptions.TraceLevel.FULL_TRACE).build();
    return run(
        feeds,
        fetches,
        targets,
        runner -> runner.setOptions(traced).runAndFetchMetadata(),
        result -> result.getMetadata().orElseThrow().getStepStats());
  }

  private <T> T run(
      Map<String, Array> feeds,
      List<Fetch> fetches,
      List<String> targets,
      Function<Session.Runner, Result> how,
      Function<Result, T> read) {
    List<Tensor> fed = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      feeds.forEach(
          (output, array) -> {
            Tensor tensor = HostTensors.of(array);
            fed.add(tensor);
            runner.feed(output, tensor);
          });
      fetches.forEach(fetch -> runner.fetch(fetch.output()));
      targets.forEach(runner::addTarget);
      try (Result result = run(runner, how)) {
        return read.apply(result);
      }
    } finally {
      fed.forEach(Tensor::close);
    }
  }

  private static Result run(Session.Runner runner, Function<Session.Runner, Result> how) {
    try {
      return how.apply(runner);
    } catch (RuntimeException e) {
      throw new TensorFlowFault(e);
    }
  }

  private static List<Array> copied(Result result, List<Fetch> fetches) {
    List<Array> arrays = new ArrayList<>();
    for (int i = 0; i < fetches.size(); i++) {
      arrays.add(HostTensors.copy(result.get(i), fetches.get(i).type()));
    }
    return arrays;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
