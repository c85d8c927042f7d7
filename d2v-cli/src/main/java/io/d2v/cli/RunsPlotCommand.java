package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.report.Curves;
import io.d2v.bench.report.Series;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws what runs measured. */
@Command(
    name = "plot",
    description = {
      "Draw what runs measured, several runs in one chart: as text here, or as a " + "file.",
      "A run whose log can't be read is named and left out; if that leaves none, "
          + "the exit code is 5."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v runs plot runs/photos",
      "  d2v runs plot runs/first runs/second --metrics loss,target_var --html curves.html",
      "  d2v runs plot runs/* --metrics probe_accuracy --over minutes --svg accuracy.svg"
    })
final class RunsPlotCommand implements Callable<Integer> {
  /** More than a chart has pixels. */
  private static final int MOST_POINTS = 1_000;

  /** What a run's progress is counted by. */
  enum Cost {
    steps,
    minutes,
    samples,
    flops;

    /** Of each of so many steps. */
    double each(Effort effort, long steps) {
      return switch (this) {
        case steps -> 1;
        case minutes -> effort.seconds() / 60 / steps;
        case samples -> (double) effort.samples() / steps;
        case flops -> effort.flops() / steps;
      };
    }
  }

  @Spec CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "RUN", description = "Folders of runs.")
  List<Path> runs = new ArrayList<>();

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      split = ",",
      defaultValue = "loss",
      description = "What to draw, as metrics.jsonl calls it; commas between (${DEFAULT-VALUE}).")
  List<String> metrics = new ArrayList<>();

  @Option(
      names = "--over",
      paramLabel = "COST",
      defaultValue = "steps",
      description =
          "What charts go over, of ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}). Each "
              + "step counts as its share of what the whole run has cost so far.")
  Cost over = Cost.steps;

  @Option(names = "--svg", paramLabel = "FILE", description = "Write the chart as an SVG file.")
  Optional<Path> svg = Optional.empty();

  @Option(names = "--html", paramLabel = "FILE", description = "Write the chart as a page.")
  Optional<Path> html = Optional.empty();

  @Override
  public Integer call() throws IOException {
    Map<Path, List<MetricsLog.Entry>> logs = logs();
    if (logs.isEmpty()) {
      return ExitCode.RUN.number();
    }
    List<Series> series = new ArrayList<>();
    for (String metric : metrics) {
      for (Map.Entry<Path, List<MetricsLog.Entry>> log : logs.entrySet()) {
        series(metric, log.getKey(), log.getValue()).ifPresent(series::add);
      }
    }
    if (series.isEmpty()) {
      throw new UserError(
          UserError.Kind.USAGE,
          "none of " + metrics + " was measured by these runs; they have " + names(logs));
    }
    PrintWriter out = spec.commandLine().getOut();
    if (svg.isPresent()) {
      Curves.svg(series, svg.get());
      out.println("written: " + svg.get());
    }
    if (html.isPresent()) {
      List<String> facts = logs.keySet().stream().map(Path::toString).toList();
      Curves.html("What runs measured", facts, series, html.get());
      out.println("written: " + html.get());
    }
    if (svg.isEmpty() && html.isEmpty()) {
      out.print(Failure.printable(Curves.text(series)));
    }
    out.flush();
    return 0;
  }

  private Map<Path, List<MetricsLog.Entry>> logs() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    Map<Path, List<MetricsLog.Entry>> logs = new LinkedHashMap<>();
    for (Path run : runs) {
      try {
        logs.put(run, MetricsLog.read(RunFolder.of(run).metrics()));
      } catch (IOException | UserError damaged) {
        err.println(Failure.printable(run + " is left out: " + damaged.getMessage()));
      }
    }
    err.flush();
    return logs;
  }

  private Optional<Series> series(String metric, Path run, List<MetricsLog.Entry> log)
      throws IOException {
    List<MetricsLog.Entry> measured =
        log.stream().filter(entry -> entry.values().containsKey(metric)).toList();
    if (measured.isEmpty()) {
      return Optional.empty();
    }
    int stride = (measured.size() - 1) / MOST_POINTS + 1;
    List<MetricsLog.Entry> drawn = new ArrayList<>();
    for (int i = measured.size() - 1; i >= 0; i -= stride) {
      drawn.add(0, measured.get(i)); // the last one is always among them
    }
    double each = over.each(RunFolder.of(run).effort(), log.get(log.size() - 1).step());
    return Optional.of(
        new Series(
            metric,
            run.toString(),
            over.name(),
            drawn.stream().mapToDouble(entry -> each * entry.step()).toArray(),
            drawn.stream()
                .mapToDouble(entry -> entry.values().getOrDefault(metric, Double.NaN))
                .toArray()));
  }

  private static Set<String> names(Map<Path, List<MetricsLog.Entry>> logs) {
    Set<String> names = new TreeSet<>();
    logs.values().forEach(log -> log.forEach(entry -> names.addAll(entry.values().keySet())));
    return names;
  }
}
