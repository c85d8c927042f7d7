package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.bench.probe.Interval;
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

  private final Workshop workshop;
  private final Path images;
  private final Path folder;
  private final PrintWriter out;

  DemoReport(Workshop workshop, Path images, Path folder, PrintWriter out) {
    this.workshop = workshop;
    this.images = images;
    this.folder = folder;
    this.out = out;
  }

  void write(List<DemoRun> runs, Scores raw, Duration took)
      throws IOException, InterruptedException {
    List<Row> rows = rows(runs, raw);
    Method method = workshop.load(runs.get(0).folder()).method();
    Path page = folder.resolve("report.html");
    try (Dataset all = workshop.open(method, images)) {
      HtmlReport.write(
          new io.d2v.bench.report.DemoReport(
              "data2vec on Fashion-MNIST",
              facts(runs, took),
              series(runs),
              rows,
              new DemoPictures(workshop, runs.get(0)).galleries(all)),
          page);
    }
    out.println();
    out.println(TextTable.of(rows));
    out.println(
        "Linear probe and 20 nearest neighbours on frozen features: 1,000 labels, 2,000 test"
            + " images; mean and 95 % interval over "
            + runs.size()
            + " seeds.");
    out.printf(Locale.ROOT, "Smallest target variance: %.3f%n", smallestVariance(runs));
    out.println("Report: " + page.toAbsolutePath());
    out.flush();
  }

  private static List<Row> rows(List<DemoRun> runs, Scores raw) throws IOException {
    List<Scores> before = new ArrayList<>();
    List<Scores> after = new ArrayList<>();
    for (DemoRun run : runs) {
      before.add(run.before());
      after.add(run.after());
    }
    return List.of(
        row("random-init", before), row("raw pixels", List.of(raw)), row("pre-trained", after));
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
      for (MetricsLog.Entry entry : run.metrics()) {
        smallest = Math.min(smallest, DemoRun.value(entry, "target_var"));
      }
    }
    return smallest;
  }

  private static List<String> facts(List<DemoRun> runs, Duration took) throws IOException {
    return List.of(
        "Pre-trained without labels on 8,000 images of Fashion-MNIST's 10,000-image test file"
            + " (MIT licence), recipe "
            + runs.get(0).recipe().name()
            + ", from "
            + runs.size()
            + " seeds.",
        "Probes are fitted on 1,000 labelled images of these and scored on the other 2,000.",
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
