package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunSummary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Lists the runs below a folder. */
@Command(
    name = "list",
    description = {
      "List the runs in a folder and up to four folders below: state (going on, "
          + "stopped, ended, broken), steps made, last loss, recipe, newest checkpoint, "
          + "folder.",
      "What is broken of a run is said below it."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Examples:", "  d2v runs list", "  d2v runs list experiments/ --json"})
final class RunsListCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FORMAT = "%-9s %-16s %-10s %-20s %-12s %s%n";

  @Spec CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FOLDER",
      defaultValue = "runs",
      description = "Where to look; ${DEFAULT-VALUE} if left out.")
  Path folder = Path.of("runs");

  @Option(names = "--json", description = "Print a line of JSON for each.")
  boolean json;

  @Override
  public Integer call() throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          UserError.Kind.USAGE,
          folder + ": there is no such folder; name the one that has the runs");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      out.printf(FORMAT, "STATE", "STEP", "LOSS", "RECIPE", "CHECKPOINT", "RUN");
    }
    for (RunFolder run : RunSummary.below(folder)) {
      RunSummary summary = RunsCommand.summary(run);
      out.print(json ? json(summary) + System.lineSeparator() : Failure.printable(text(summary)));
    }
    out.flush();
    return 0;
  }

  private static String text(RunSummary run) {
    String note = run.note().isEmpty() ? "" : "          " + run.note() + System.lineSeparator();
    return String.format(
            FORMAT,
            run.state().word(),
            RunsCommand.progress(run),
            loss(run).map(RunsCommand::number).orElse("-"),
            run.recipe().getOrDefault("name", "-"),
            checkpoint(run).orElse("-"),
            run.folder())
        + note;
  }

  private static Optional<Double> loss(RunSummary run) {
    return run.last().flatMap(entry -> Optional.ofNullable(entry.values().get("loss")));
  }

  private static Optional<String> checkpoint(RunSummary run) {
    return run.checkpoint().map(Path::getFileName).map(Path::toString);
  }

  private static String json(RunSummary run) {
    ObjectNode line =
        JSON.createObjectNode()
            .put("run", run.folder().toString())
            .put("state", run.state().word())
            .put("recipe", run.recipe().getOrDefault("name", ""))
            .put("step", run.step());
    run.steps().ifPresent(steps -> line.put("steps", steps));
    loss(run).ifPresent(loss -> line.put("loss", loss));
    checkpoint(run).ifPresent(checkpoint -> line.put("checkpoint", checkpoint));
    return JSON.writeValueAsString(line.put("note", run.note()));
  }
}
