package io.d2v.bench.harness;

import io.d2v.api.graph.Array;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Examiner;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.Examined;
import io.d2v.core.finetune.FineTuner;
import io.d2v.core.finetune.Predictor;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import io.d2v.core.train.RunPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One model fine-tuned once, and looked at when it is done. */
final class Trial {
  private static final String EXAMINED = "examined.json";

  private final FineTuning tuning;
  private final Comparison.Setup setup;
  private final Entrant entrant;
  private final long seed;

  Trial(FineTuning tuning, Comparison.Setup setup, Entrant entrant, long seed) {
    this.tuning = tuning;
    this.setup = setup;
    this.entrant = entrant;
    this.seed = seed;
  }

  /**
   * How it went.
   *
   * @param examined after the last update
   * @param learnedFrom how many samples there were to learn from
   */
  record Outcome(
      Examined examined,
      Method method,
      long learnedFrom,
      Effort effort,
      String device,
      List<Series> curves) {}

  /** Makes the run, or goes on with it; nothing if it was asked to stop. */
  Optional<Outcome> run(Path path, Comparison.Telling telling, BooleanSupplier stop)
      throws IOException, InterruptedException {
    FineTuning.How how = setup.how().with("seed=" + seed);
    DataPaths paths = setup.paths().with(seed);
    try (Splits splits = tuning.open(setup.task(), entrant.start(), how, paths)) {
      Method method = tuning.method(setup.task(), entrant.start(), how, splits);
      of(splits).claim(path.resolveSibling(path.getFileName() + ".json"));
      RunFolder folder = RunFolder.create(path);
      ExaminedFile found = new ExaminedFile(path.resolve(EXAMINED), key(method));
      Optional<Examined> before = found.read();
      if (before.isEmpty()) {
        FineTuning.Told told = telling.of(entrant, seed, method, splits);
        RunPlace place = RunPlace.of(folder);
        long made = tuning.run(setup.task(), method, entrant.start(), splits, place, told, stop);
        if (made < method.training().steps()) {
          return Optional.empty();
        }
        found.write(examine(method, folder, splits, setup.examiner()));
      }
      return Optional.of(
          new Outcome(
              found.read().orElseThrow(),
              method,
              splits.train().size(),
              folder.effort(),
              Provenance.device(folder).orElse("unknown"),
              curves(MetricsLog.read(folder.metrics()), splits)));
    }
  }

  static boolean isDone(Path path) {
    return Files.exists(path.resolve(EXAMINED));
  }

  private TrialOf of(Splits splits) throws IOException {
    return TrialOf.of(entrant, setup.paths(), splits);
  }

  /** What is found depends on this, besides what the trial is of. */
  private String key(Method method) throws IOException {
    return method.recipe().toYaml() + "# " + setup.examiner().description();
  }

  static <T> T with(Method method, RunFolder folder, PredictorUse<T> use)
      throws IOException, InterruptedException {
    Path checkpoint = RunFolder.checkpoint(folder.path());
    Map<String, Array> weights = FineTuner.judged(method.recipe(), checkpoint);
    try (Predictor model = Predictor.of(method, weights)) {
      return use.of(model);
    }
  }

  /** What is done with a finished model. */
  @FunctionalInterface
  interface PredictorUse<T> {
    T of(Predictor model) throws IOException, InterruptedException;
  }

  private static Examined examine(Method method, RunFolder folder, Splits splits, Examiner examiner)
      throws IOException, InterruptedException {
    return with(method, folder, model -> examiner.examine(model, splits));
  }

  /** A line for each metric that was judged on the way. */
  private List<Series> curves(List<MetricsLog.Entry> log, Splits splits) {
    Set<String> names = new LinkedHashSet<>();
    for (MetricsLog.Entry entry : log) {
      entry.values().keySet().stream().filter(name -> judged(name, splits)).forEach(names::add);
    }
    return names.stream().map(name -> curve(name, log)).toList();
  }

  private Series curve(String metric, List<MetricsLog.Entry> log) {
    List<MetricsLog.Entry> judged =
        log.stream().filter(entry -> entry.values().containsKey(metric)).toList();
    return new Series(
        setup.task().name() + ", " + metric,
        entrant.name() + ", seed " + seed,
        judged.stream().mapToDouble(MetricsLog.Entry::step).toArray(),
        judged.stream()
            .mapToDouble(
                entry -> Comparison.PERCENT * entry.values().getOrDefault(metric, Double.NaN))
            .toArray());
  }

  private static boolean judged(String name, Splits splits) {
    return splits.dev().keySet().stream().anyMatch(set -> name.startsWith(set + "_"));
  }
}
