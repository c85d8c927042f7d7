package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.run.Effort;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one run. */
@Command(
    name = "show",
    description = {
      "Show a run: state, recipe, versions, device, data, cost, what was measured "
          + "last, what went wrong on the way.",
      "A part that can't be read is said in its place, and the exit code is 5."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v runs show runs/photos"})
final class RunsShowCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path path = Path.of("");

  private boolean broken;

  /** A part of a run, read from its files. */
  private interface Part {
    Map<String, String> read() throws IOException;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunFolder run = RunFolder.of(path);
    RunSummary summary = RunsCommand.summary(run);
    broken = summary.state() == RunSummary.State.BROKEN;
    out.printf(
        "%s: %s, step %s%n", run.path(), summary.state().word(), RunsCommand.progress(summary));
    if (!summary.note().isEmpty()) {
      out.println(Failure.printable(summary.note()));
    }
    part(out, "last measured", () -> RunsCommand.last(summary));
    part(out, "went wrong", () -> wrong(run));
    part(out, "cost", () -> cost(run.effort()));
    part(out, "made of", () -> Provenance.facts(run));
    part(out, "recipe", () -> new TreeMap<>(summary.recipe()));
    out.flush();
    return (broken ? ExitCode.RUN : ExitCode.DONE).number();
  }

  private void part(PrintWriter out, String title, Part part) {
    try {
      Map<String, String> lines = part.read();
      if (!lines.isEmpty()) {
        out.println();
        out.println(title);
        lines.forEach(
            (name, value) ->
                out.print(Failure.printable(String.format("  %-32s %s%n", name, value))));
      }
    } catch (IOException | UserError damaged) {
      broken = true;
      out.println();
      out.println(title + ": " + Failure.printable(damaged.getMessage()));
    }
  }

  private static Map<String, String> wrong(RunFolder run) throws IOException {
    Map<String, String> wrong = new TreeMap<>();
    List<String> steps = new ArrayList<>();
    run.kept().steps().forEach(step -> steps.add(step.toString()));
    if (!steps.isEmpty()) {
      wrong.put("updates kept for d2v replay", String.join(", ", steps));
    }
    if (Files.exists(run.quarantine())) {
      try (Stream<String> lines = Files.lines(run.quarantine())) {
        wrong.put("lines of quarantine.tsv", Long.toString(lines.count()));
      }
    }
    return wrong;
  }

  private static Map<String, String> cost(Effort effort) {
    Map<String, String> cost = new TreeMap<>();
    cost.put("samples", String.format(Locale.ROOT, "%,d", effort.samples()));
    cost.put("operations", String.format(Locale.ROOT, "%.3g", effort.flops()));
    cost.put("time", ConsoleMeter.clock(Math.round(effort.seconds())));
    cost.put("waiting for data", String.format(Locale.ROOT, "%.0f %%", 100 * effort.waitedShare()));
    return cost;
  }
}
