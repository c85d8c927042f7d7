package io.d2v.bench.harness;

import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.FineTuning;
import io.d2v.bench.finetune.Splits;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.probe.Interval;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.RunFolder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/**
 * Several models fine-tuned for one task, with one recipe, on the same samples, over the same
 * seeds. Each row is of the runs' last updates, so that the samples held out choose nothing.
 */
public final class Comparison {
  private static final double PERCENT = 100;

  private final FineTuning tuning;
  private final Setup setup;

  /**
   * What is compared.
   *
   * @param benchmark that the table belongs to
   * @param subset which part of the data has labels; see {@link DataPaths}
   * @param labels how many samples may be learned from; all if left out
   * @param seeds how many; of weights, order and the choice of samples
   */
  public record Setup(
      String benchmark,
      Task task,
      FineTuning.How how,
      Path data,
      Optional<Path> dev,
      Optional<String> subset,
      OptionalInt labels,
      int seeds) {}

  /** Tells about the runs that are made. */
  @FunctionalInterface
  public interface Telling {
    /** Whom a run tells. */
    FineTuning.Told of(Entrant entrant, long seed, Method method, Splits splits);
  }

  /**
   * What was found.
   *
   * @param curves of what the runs were judged by, over their updates
   */
  public record Found(ResultTable table, List<Series> curves) {
    /** Copies the list. */
    public Found {
      curves = List.copyOf(curves);
    }
  }

  /** A comparison that has not started yet. */
  public Comparison(FineTuning tuning, Setup setup) {
    this.tuning = tuning;
    this.setup = setup;
  }

  /**
   * Makes the runs, or goes on where they stopped.
   *
   * @param out where they lie
   * @param stop asked before each update
   * @return nothing if it was asked to stop
   */
  public Optional<Found> run(
      List<Entrant> entrants, Path out, Telling telling, BooleanSupplier stop)
      throws IOException, InterruptedException {
    List<ResultRow> rows = new ArrayList<>();
    List<Series> curves = new ArrayList<>();
    for (Entrant entrant : entrants) {
      Map<String, List<Double>> found = new LinkedHashMap<>();
      Optional<Budget> budget = Optional.empty();
      for (long seed = 1; seed <= setup.seeds(); seed++) {
        Optional<Outcome> one = run(entrant, seed, out, telling, stop);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        budget = Optional.of(one.get().budget());
        curves.addAll(one.get().curves());
        one.get()
            .metrics()
            .forEach((name, v) -> found.computeIfAbsent(name, n -> new ArrayList<>()).add(v));
      }
      Map<String, Interval> values = new LinkedHashMap<>();
      found.forEach((name, v) -> values.put(name, interval(v)));
      rows.add(new ResultRow(entrant.name(), values, budget.orElseThrow(), Optional.empty()));
    }
    List<String> columns = List.copyOf(rows.get(0).values().keySet());
    return Optional.of(
        new Found(
            new ResultTable(
                setup.benchmark(),
                setup.task().name() + ", fine-tuned; seeds: " + setup.seeds(),
                columns,
                setup.task().better(),
                "%",
                rows),
            curves));
  }

  private record Outcome(Map<String, Double> metrics, Budget budget, List<Series> curves) {}

  private Optional<Outcome> run(
      Entrant entrant, long seed, Path out, Telling telling, BooleanSupplier stop)
      throws IOException, InterruptedException {
    FineTuning.How how = setup.how().with("seed=" + seed);
    DataPaths paths =
        new DataPaths(setup.data(), setup.dev(), setup.subset(), setup.labels(), seed);
    try (Splits splits = tuning.open(setup.task(), entrant.start(), how, paths)) {
      Method method = tuning.method(setup.task(), entrant.start(), how, splits);
      RunFolder folder =
          RunFolder.create(
              out.resolve(setup.task().name()).resolve(entrant.folder()).resolve("seed-" + seed));
      long made =
          tuning.run(
              setup.task(),
              method,
              entrant.start(),
              splits,
              folder,
              telling.of(entrant, seed, method, splits),
              stop);
      if (made < method.training().steps()) {
        return Optional.empty();
      }
      List<MetricsLog.Entry> log = MetricsLog.read(folder.metrics());
      Map<String, Double> metrics = judged(log.get(log.size() - 1), splits);
      String name = entrant.name() + ", seed " + seed;
      return Optional.of(
          new Outcome(metrics, budget(entrant, method, splits), curves(name, log, splits)));
    }
  }

  /** A line for each metric, through the updates after which it was judged. */
  private List<Series> curves(String name, List<MetricsLog.Entry> log, Splits splits) {
    List<MetricsLog.Entry> judged =
        log.stream().filter(entry -> !judged(entry, splits).isEmpty()).toList();
    double[] steps = judged.stream().mapToDouble(MetricsLog.Entry::step).toArray();
    return judged(judged.get(judged.size() - 1), splits).keySet().stream()
        .map(
            metric ->
                new Series(
                    setup.task().name() + ", " + metric,
                    name,
                    steps,
                    judged.stream()
                        .mapToDouble(entry -> judged(entry, splits).getOrDefault(metric, 0.0))
                        .toArray()))
        .toList();
  }

  private static Map<String, Double> judged(MetricsLog.Entry last, Splits splits) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    last.values()
        .forEach(
            (name, value) -> {
              if (splits.dev().keySet().stream().anyMatch(set -> name.startsWith(set + "_"))) {
                metrics.put(name, PERCENT * value);
              }
            });
    return metrics;
  }

  private Budget budget(Entrant entrant, Method method, Splits splits) {
    return new Budget(
        entrant.unlabelled(),
        splits.train().size() + " samples of " + setup.data().getFileName(),
        method.training().steps()
            + " updates of "
            + method.training().batch() * method.training().accumulate()
            + " samples at most of the largest size");
  }

  private static Interval interval(List<Double> values) {
    return Interval.of(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
