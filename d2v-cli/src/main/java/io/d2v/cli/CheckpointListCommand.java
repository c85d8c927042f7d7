package io.d2v.cli;

import io.d2v.core.run.CheckpointEntry;
import io.d2v.core.run.RunFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists a run's checkpoints. */
@Command(
    name = "list",
    description = {
      "List a run's checkpoints, newest first: step, size, when, where.",
      "Nothing is read; whether they are whole, d2v checkpoint verify says."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  d2v checkpoint list runs/photos"})
final class CheckpointListCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run = Path.of("");

  @Option(names = "--json", description = "Print a line of JSON for each.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    for (CheckpointEntry entry : CheckpointCommand.entries(RunFolder.of(run))) {
      out.println(json ? entry.json() : CheckpointCommand.line(entry));
    }
    out.flush();
    return 0;
  }
}
