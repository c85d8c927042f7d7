package io.d2v.backend.tensorflow;

import io.d2v.api.backend.Executable;
import io.d2v.api.backend.OperationTime;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.tensorflow.proto.RunOptions;

/** A program in the backend's graph. */
final class TensorFlowExecutable implements Executable {
  private final TensorFlowBackend backend;
  private final String program;
  private final Map<String, TensorType> inputs;
  private final Map<String, TensorType> parameters;
  private final Map<String, TensorType> updates = new LinkedHashMap<>();
  private final Map<String, String> feeds = new HashMap<>();
  private final List<TensorFlowSession.Fetch> fetches;
  private final List<String> targets;
  private final Set<String> copied;
  private final Optional<String> refresh;
  private final RunOptions options;
  private final boolean meets;
  private final Map<String, NodeWriter.Origin> origins = new HashMap<>();
  private final Faults faults;
  private boolean closed;

  TensorFlowExecutable(TensorFlowBackend backend, Program program, ProgramGraph graph) {
    this.backend = backend;
    this.program = program.name();
    inputs = program.inputs();
    parameters = program.parameters();
    program.updates().forEach((path, value) -> updates.put(path, value.type()));
    String prefix = add(graph);
    graph.feeds().forEach((name, node) -> feeds.put(name, prefix + node));
    fetches =
        graph.fetches().stream()
            .map(f -> new TensorFlowSession.Fetch(prefix + f.output(), f.type()))
            .toList();
    targets = graph.targets().stream().map(prefix::concat).toList();
    copied = graph.copied();
    refresh = graph.refresh().map(prefix::concat);
    meets = graph.meets();
    options = meets ? Collectives.program() : RunOptions.getDefaultInstance();
    graph.out().origins().forEach((node, origin) -> origins.put(prefix + node, origin));
    faults = new Faults(this.program, origins);
  }

  private String add(ProgramGraph graph) {
    try {
      return backend.session().add(program, graph.out().nodes(), List.of());
    } catch (TensorFlowFault fault) {
      throw new Faults(program, graph.out().origins()).compiling(fault);
    }
  }

  @Override
  public List<Array> run(Map<String, Array> values) {
    return run(values, fed -> backend.session().run(fed, fetches, targets, options));
  }

  @Override
  public List<OperationTime> profile(Map<String, Array> values) {
    return StepStatistics.times(
        run(values, fed -> backend.session().profile(fed, fetches, targets, options)), origins);
  }

  private <T> T run(Map<String, Array> values, Function<Map<String, Array>, T> session) {
    backend.requireOpen();
    if (closed) {
      throw new IllegalStateException("program " + program + " is closed");
    }
    requireInputs(values);
    requireParameters();
    Map<String, Array> fed = new HashMap<>();
    values.forEach((name, value) -> fed.put(Objects.requireNonNull(feeds.get(name)), value));
    try {
      backend.variables().flush();
      refreshCopies();
      T result = meets ? backend.watch().during(() -> session.apply(fed)) : session.apply(fed);
      updates.forEach(backend.variables()::declare);
      backend.variables().changed(updates.keySet(), copied);
      return result;
    } catch (TensorFlowFault fault) {
      backend.variables().changed(updates.keySet(), Set.of());
      throw faults.running(fault);
    }
  }

  private void refreshCopies() {
    if (refresh.isPresent() && !backend.variables().areCopiesFresh(copied)) {
      backend.session().run(Map.of(), List.of(), List.of(refresh.get()));
      backend.variables().copied(copied);
    }
  }

  private void requireInputs(Map<String, Array> values) {
    if (!values.keySet().equals(inputs.keySet())) {
      throw new IllegalArgumentException(
          "program "
              + program
              + ": takes "
              + inputs.keySet()
              + ", was fed "
              + new TreeSet<>(values.keySet()));
    }
    inputs.forEach(
        (name, type) -> {
          TensorType given = Objects.requireNonNull(values.get(name)).type();
          if (!given.equals(type)) {
            throw new IllegalArgumentException(
                "program " + program + ": input " + name + " is " + type + ", was fed " + given);
          }
        });
  }

  private void requireParameters() {
    parameters.forEach(
        (path, type) -> {
          TensorType written = backend.variables().type(path);
          if (!written.equals(type)) {
            throw new IllegalArgumentException(
                "program "
                    + program
                    + ": parameter "
                    + path
                    + " is "
                    + type
                    + ", was written as "
                    + written);
          }
        });
  }

  @Override
  public void close() {
    closed = true;
  }
}
