package io.d2v.cli;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.probe.Scores;
import io.d2v.bench.report.Gallery;
import io.d2v.bench.report.HtmlReport;
import io.d2v.bench.report.Row;
import io.d2v.bench.report.Series;
import io.d2v.bench.report.TextTable;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The demo's table and page. */
final class DemoReport {
  private static final int POINTS = 100;

  private final DemoSubject subject;
  private final Workshop workshop;
  private final Path folder;
  private final PrintWriter out;

  DemoReport(DemoSubject subject, Workshop workshop, Path folder, PrintWriter out) {
    this.subject = subject;
    this.workshop = workshop;
    this.folder = folder;
    this.out = out;
  }

  void write(List<DemoRun> runs, Scores raw, Duration took)
      throws IOException, InterruptedException {
    List<Row> rows = rows(runs, raw);
    Method method = workshop.load(runs.get(0).folder()).method();
    Path page = folder.resolve("report.html");
    try (DemoSplit split = DemoSplit.of(subject, workshop, method, folder.resolve("data"))) {
      HtmlReport.write(
          new io.d2v.bench.report.DemoReport(
              subject.title(),
              facts(runs, split, took),
              series(runs),
              rows,
              galleries(runs.get(0), split)),
          page);
      out.println();
      out.println(TextTable.of(rows));
      out.printf(
          Locale.ROOT,
          "Linear probe and 20 nearest neighbours on frozen features: %,d labels, %,d other samples"
              + " to score on; mean and 95 %% interval; seeds: %d.%n",
          split.labelled().size(),
          split.test().size(),
          runs.size());
    }
    out.printf(Locale.ROOT, "Smallest target variance: %.3f%n", smallestVariance(runs));
    out.println("Report: " + page.toAbsolutePath());
    out.flush();
  }

  private List<Gallery> galleries(DemoRun run, DemoSplit split)
      throws IOException, InterruptedException {
    DemoPictures pictures = subject.pictures();
    ShownSamples samples = new ShownSamples(workshop.load(run.folder()), run.seed());
    return pictures.galleries(split.test(), samples.of(split.test(), pictures.shown()));
  }

  private List<Row> rows(List<DemoRun> runs, Scores raw) throws IOException {
    List<Scores> before = new ArrayList<>();
    List<Scores> after = new ArrayList<>();
    for (DemoRun run : runs) {
      before.add(run.before());
      after.add(run.after());
    }
    return List.of(
        row("random-init", before), row(subject.plain(), List.of(raw)), row("pre-trained", after));
  }

  private static Row row(String name, List<Scores> scores) {
    return new Row(name, interval(scores, Scores::linear), interval(scores, Scores::neighbours));
  }

  private static Interval interval(List<Scores> scores, ToDoubleFunction<Scores> which) {
    return Interval.of(scores.stream().mapToDouble(which).toArray());
  }

  private static double smallestVariance(List<DemoRun> runs) throws IOException {
    double smallest = Double.POSITIVE_INFINITY;
    for (DemoRun run : runs) {
      smallest = Math.min(smallest, run.smallestTargetVariance());
    }
    return smallest;
  }

  private List<String> facts(List<DemoRun> runs, DemoSplit split, Duration took)
      throws IOException {
    return List.of(
        String.format(
            Locale.ROOT,
            "Pre-trained without labels on %,d %s, recipe %s; seeds: %d.",
            split.unlabelled().size(),
            subject.samples(),
            runs.get(0).recipe().name(),
            runs.size()),
        String.format(
            Locale.ROOT,
            "Probes are fitted on %,d labelled ones of these and scored on %,d others.",
            split.labelled().size(),
            split.test().size()),
        String.format(
            Locale.ROOT,
            "This took %d min %d s on %d processors with Java %s.",
            took.toMinutes(),
            took.toSecondsPart(),
            Runtime.getRuntime().availableProcessors(),
            Runtime.version()),
        String.format(
            Locale.ROOT, "The smallest target variance was %.3f.", smallestVariance(runs)));
  }

  private static List<Series> series(List<DemoRun> runs) throws IOException {
    List<Series> all = new ArrayList<>();
    for (DemoRun run : runs) {
      all.add(series("loss", run, run.metrics(), "loss"));
      all.add(series("target variance", run, run.metrics(), "target_var"));
      all.add(series("prediction variance", run, run.metrics(), "pred_var"));
      all.add(series("linear probe accuracy", run, run.probes(), DemoRun.LINEAR));
      all.add(series("k-NN accuracy", run, run.probes(), DemoRun.NEIGHBOURS));
    }
    return all;
  }

  /** At most so many points, each the mean over its part of the steps. */
  private static Series series(
      String gauge, DemoRun run, List<MetricsLog.Entry> entries, String name) {
    int part = Math.max(1, entries.size() / POINTS);
    int count = (entries.size() + part - 1) / part;
    double[] steps = new double[count];
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      List<MetricsLog.Entry> some =
          entries.subList(i * part, Math.min((i + 1) * part, entries.size()));
      steps[i] = some.get(some.size() - 1).step();
      values[i] = some.stream().mapToDouble(e -> DemoRun.value(e, name)).average().orElseThrow();
    }
    return new Series(gauge, "seed " + run.seed(), steps, values);
  }
}
