package io.d2v.bench.harness;

import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Examiner;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.run.Effort;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Several models fine-tuned for one task, with one recipe, on the same samples, over the same
 * seeds. Each row is of the runs' last updates, so that the samples held out choose nothing.
 */
public final class Comparison {
  static final double PERCENT = 100;

  private final FineTuning tuning;
  private final Setup setup;

  /**
   * What is compared.
   *
   * @param benchmark that the table belongs to
   * @param examiner looks at each finished model
   * @param paths where the samples are; the seed is each run's own
   * @param seeds how many; of weights, order and the choice of samples
   */
  public record Setup(
      String benchmark,
      Task task,
      Examiner examiner,
      FineTuning.How how,
      DataPaths paths,
      int seeds) {}

  /** Tells about the runs that are made. */
  @FunctionalInterface
  public interface Telling {
    /** Whom a run tells; asked when it begins or goes on. */
    FineTuning.Told of(Entrant entrant, long seed, Method method, Splits splits);
  }

  /** A comparison that has not started yet. */
  public Comparison(FineTuning tuning, Setup setup) {
    this.tuning = tuning;
    this.setup = setup;
  }

  /**
   * Makes the runs, or goes on where they stopped.
   *
   * @param entrants the first one is compared with the others
   * @param out where they lie
   * @param stop asked before each update
   * @return nothing if it was asked to stop
   */
  public Optional<Found> run(
      List<Entrant> entrants, Path out, Telling telling, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Map<Entrant, List<Trial.Outcome>> outcomes = new LinkedHashMap<>();
    // Seed by seed, so that a benchmark that was stopped has compared what it has done.
    for (long seed = 1; seed <= setup.seeds(); seed++) {
      for (Entrant entrant : entrants) {
        Optional<Trial.Outcome> one =
            new Trial(tuning, setup, entrant, seed).run(folder(out, entrant, seed), telling, stop);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        outcomes.computeIfAbsent(entrant, e -> new ArrayList<>()).add(one.get());
      }
    }
    return Optional.of(found(outcomes));
  }

  /** How many runs are not done yet. */
  public int left(List<Entrant> entrants, Path out) {
    int left = 0;
    for (long seed = 1; seed <= setup.seeds(); seed++) {
      for (Entrant entrant : entrants) {
        left += Trial.isDone(folder(out, entrant, seed)) ? 0 : 1;
      }
    }
    return left;
  }

  /** Where a run lies. */
  Path folder(Path out, Entrant entrant, long seed) {
    return out.resolve(setup.task().name()).resolve(entrant.folder()).resolve("seed-" + seed);
  }

  Setup setup() {
    return setup;
  }

  private Found found(Map<Entrant, List<Trial.Outcome>> outcomes) {
    Map<String, Scored> scored = new LinkedHashMap<>();
    outcomes.forEach((entrant, runs) -> scored.put(entrant.name(), scored(runs)));
    List<ResultRow> rows = new ArrayList<>();
    outcomes.forEach((entrant, runs) -> rows.add(row(entrant, runs)));
    ResultTable table =
        new ResultTable(
            setup.benchmark(),
            setup.task().name() + ", fine-tuned; seeds: " + setup.seeds(),
            List.copyOf(rows.get(0).values().keySet()),
            setup.task().better(),
            "%",
            rows);
    List<Series> curves =
        outcomes.values().stream()
            .flatMap(List::stream)
            .flatMap(run -> run.curves().stream())
            .toList();
    Map<String, Examined> examined = new LinkedHashMap<>();
    outcomes.forEach(
        (entrant, runs) -> examined.put(entrant.name() + ", seed 1", runs.get(0).examined()));
    return new Found(setup.task().name(), table, scored, curves, examined);
  }

  private static Scored scored(List<Trial.Outcome> runs) {
    return Scored.of(runs.stream().map(Trial.Outcome::examined).toList());
  }

  private ResultRow row(Entrant entrant, List<Trial.Outcome> runs) {
    Trial.Outcome last = runs.get(runs.size() - 1);
    Effort all = runs.stream().map(Trial.Outcome::effort).reduce(Effort.NONE, Effort::plus);
    return new ResultRow(
        entrant.name(),
        scored(runs).intervals(),
        budget(entrant, last),
        Optional.of(Cost.of(all, runs.size(), last.device())),
        Optional.empty());
  }

  private Budget budget(Entrant entrant, Trial.Outcome run) {
    return new Budget(
        entrant.unlabelled(),
        String.format(
            Locale.ROOT,
            "%,d samples of %s%s",
            run.learnedFrom(),
            setup.paths().train().getFileName(),
            setup.paths().subset().map(subset -> ", subset " + subset).orElse("")),
        String.format(
            Locale.ROOT,
            "%,d updates of %,d samples at most of the largest size",
            run.method().training().steps(),
            run.method().training().batch() * run.method().training().accumulate()));
  }
}
