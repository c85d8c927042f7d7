package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.objective.Objective;
import io.d2v.core.objective.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at every stage of the model now and then, always by the run's first batch and its masks, so
 * that what changes is the model.
 */
final class StageGauges implements AutoCloseable {
  private static final String FIRST = "stage.";
  private static final String VARIANCE = ".variance";
  private static final String RANK = ".rank";

  private final Method method;
  private final Backend backend;
  private final Supplier<Feeder> fromStart;
  private Optional<Looking> looking = Optional.empty();

  /** The program of a batch, and what it is fed. */
  private record Looking(List<String> names, Executable program, Map<String, Array> feeds) {}

  /**
   * Of a run.
   *
   * @param backend that holds student and teacher
   * @param fromStart the run's batches from the first
   */
  StageGauges(Method method, Backend backend, Supplier<Feeder> fromStart) {
    this.method = method;
    this.backend = backend;
    this.fromStart = fromStart;
  }

  /** The stages that a line of the log is of. */
  static List<String> stages(Set<String> names) {
    return names.stream()
        .filter(name -> name.startsWith(FIRST) && name.endsWith(VARIANCE))
        .map(name -> name.substring(FIRST.length(), name.length() - VARIANCE.length()))
        .toList();
  }

  /** The name in the log of a stage's spread. */
  static String variance(String stage) {
    return FIRST + stage + VARIANCE;
  }

  /** The name in the log of a stage's rank. */
  static String rank(String stage) {
    return FIRST + stage + RANK;
  }

  /** What there is to log of an update. */
  Map<String, Double> after(long update) throws InterruptedException {
    long every = method.guards().stagesEvery();
    if (every == 0 || update % every != 0) {
      return Map.of();
    }
    if (looking.isEmpty()) {
      looking = Optional.of(firstBatch());
    }
    List<Array> fetched = looking.get().program().run(looking.get().feeds());
    Map<String, Double> found = new LinkedHashMap<>();
    List<String> names = looking.get().names();
    for (int stage = 0; stage < names.size(); stage++) {
      found.put(variance(names.get(stage)), (double) fetched.get(2 * stage).floats()[0]);
      found.put(rank(names.get(stage)), (double) fetched.get(2 * stage + 1).floats()[0]);
    }
    return found;
  }

  private Looking firstBatch() throws InterruptedException {
    Batch batch;
    try (Feeder feeder = fromStart.get()) {
      batch = feeder.next();
    }
    Objective objective = method.objective();
    Objective sized = objective.with(objective.encoder().sizes().get(batch.size()));
    int most = method.masker().most(sized.encoder().grid());
    List<Stage> stages = Stage.of(sized, batch.count(), most, StepInputs.stepKey());
    List<Tensor> fetches = new ArrayList<>();
    stages.forEach(stage -> fetches.addAll(List.of(stage.variance(), stage.rank())));
    Program program = Program.of("stages", fetches);
    Map<String, Array> feeds = new HashMap<>(MaskedFeeds.of(objective, method.masker(), batch));
    feeds.putAll(StepInputs.key(Updates.key(method, batch)));
    feeds.keySet().retainAll(program.inputs().keySet());
    return new Looking(stages.stream().map(Stage::name).toList(), backend.compile(program), feeds);
  }

  @Override
  public void close() {
    looking.ifPresent(each -> each.program().close());
  }
}
