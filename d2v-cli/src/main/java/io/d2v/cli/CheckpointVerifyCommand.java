package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.run.CheckpointEntry;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks whether checkpoints are whole. */
@Command(
    name = "verify",
    description = {
      "Read checkpoints and compare every file with its SHA-256 in the manifest.",
      "What is damaged is named, and the exit code is 5."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v checkpoint verify runs/photos",
      "  d2v checkpoint verify runs/photos/checkpoints/step-1000"
    })
final class CheckpointVerifyCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "A run's folder, or one checkpoint's.")
  Path path = Path.of("");

  @Option(names = "--json", description = "Print a line of JSON for each.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    boolean sound = true;
    for (CheckpointEntry entry : chosen()) {
      Optional<String> damage = Checkpoints.damage(entry.folder());
      out.println(
          json
              ? entry.json(damage)
              : damage.map(what -> "DAMAGED  " + what).orElse("whole    " + entry.folder()));
      out.flush();
      sound &= damage.isEmpty();
    }
    return sound ? 0 : ExitCode.RUN.number();
  }

  private List<CheckpointEntry> chosen() throws IOException {
    RunFolder run = RunFolder.of(path);
    Path asked = path.toAbsolutePath().normalize();
    if (!asked.equals(run.path())) {
      return List.of(CheckpointEntry.of(asked));
    }
    List<CheckpointEntry> all = CheckpointCommand.entries(run);
    if (all.isEmpty()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT, path + ": this run has no checkpoint, whole or damaged");
    }
    return all;
  }
}
