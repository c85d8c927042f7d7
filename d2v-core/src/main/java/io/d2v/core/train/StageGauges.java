package io.d2v.core.train;

import io.d2v.api.MetricSink;
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
import java.util.Iterator;
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
  private static final String SPREADS = ".spreads";

  private final Method method;
  private final Backend backend;
  private final Supplier<Feeder> fromStart;
  private Optional<Looking> looking = Optional.empty();

  /** The program of a batch, and what it is fed. */
  private record Looking(List<Stage> stages, Executable program, Map<String, Array> feeds) {}

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
        .filter(StageGauges::isVariance)
        .map(name -> name.substring(FIRST.length(), name.length() - VARIANCE.length()))
        .toList();
  }

  static boolean isVariance(String name) {
    return name.startsWith(FIRST) && name.endsWith(VARIANCE);
  }

  static boolean isRank(String name) {
    return name.startsWith(FIRST) && name.endsWith(RANK);
  }

  /** The name in the log of a stage's spread. */
  static String variance(String stage) {
    return FIRST + stage + VARIANCE;
  }

  /** The name in the log of a stage's rank. */
  static String rank(String stage) {
    return FIRST + stage + RANK;
  }

  /** What an update is found to be. */
  Findings after(long update) throws InterruptedException {
    long every = method.guards().stagesEvery();
    if (every == 0 || update % every != 0) {
      return Findings.NONE;
    }
    if (looking.isEmpty()) {
      looking = Optional.of(firstBatch());
    }
    return found(looking.get().stages(), looking.get().program().run(looking.get().feeds()));
  }

  private static Findings found(List<Stage> stages, List<Array> fetched) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    Map<String, float[]> distributions = new LinkedHashMap<>();
    Map<String, float[][]> pictures = new LinkedHashMap<>();
    Iterator<Array> next = fetched.iterator();
    for (Stage stage : stages) {
      float[] spreads = next.next().floats();
      numbers.put(variance(stage.name()), mean(spreads));
      numbers.put(rank(stage.name()), (double) next.next().floats()[0]);
      distributions.put(FIRST + stage.name() + SPREADS, spreads);
      stage.picture().ifPresent(rows -> pictures.put(FIRST + stage.name(), grey(next.next())));
    }
    return new Findings(numbers, new MetricSink.Seen(distributions, pictures));
  }

  private static double mean(float[] numbers) {
    double sum = 0;
    for (float number : numbers) {
      sum += number;
    }
    return sum / numbers.length;
  }

  /** Zero as grey, and two deviations of normalized targets as black and white. */
  private static float[][] grey(Array rows) {
    int width = rows.shape().last();
    float[] numbers = rows.floats();
    float[][] grey = new float[rows.shape().size(0)][width];
    for (int i = 0; i < numbers.length; i++) {
      grey[i / width][i % width] = Math.min(Math.max(0.5f + numbers[i] / 4, 0), 1);
    }
    return grey;
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
    for (Stage stage : stages) {
      fetches.addAll(List.of(stage.spreads(), stage.rank()));
      stage.picture().ifPresent(fetches::add);
    }
    Program program = Program.of("stages", fetches);
    Map<String, Array> feeds = new HashMap<>(MaskedFeeds.of(objective, method.masker(), batch));
    feeds.putAll(StepInputs.key(Updates.key(method, batch)));
    feeds.keySet().retainAll(program.inputs().keySet());
    return new Looking(stages, backend.compile(program), feeds);
  }

  @Override
  public void close() {
    looking.ifPresent(each -> each.program().close());
  }
}
