package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.run.CheckpointEntry;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.Keep;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Deletes checkpoints that are not needed. */
@Command(
    name = "prune",
    description = {
      "Delete a run's older checkpoints.",
      "The newest are read first: only whole ones count as kept. Refused while the "
          + "run goes on."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v checkpoint prune runs/photos --keep 1 --dry-run",
      "  d2v checkpoint prune runs/photos --keep 2 --keep-every 10000"
    })
final class CheckpointPruneCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "RUN", description = "The run's folder.")
  Path run = Path.of("");

  @Option(
      names = "--keep",
      required = true,
      paramLabel = "N",
      description = "How many of the newest stay.")
  int keep;

  @Option(
      names = "--keep-every",
      paramLabel = "STEPS",
      description = "Those of steps that are multiples of this stay as well.")
  Optional<Long> keepEvery = Optional.empty();

  @Option(names = "--dry-run", description = "Say what would go, and delete nothing.")
  boolean dryRun;

  @Option(names = "--json", description = "Print a line of JSON for each that goes.")
  boolean json;

  @Override
  public Integer call() throws Exception {
    if (keep < 1 || keepEvery.orElse(1L) < 1) {
      throw new UserError(
          UserError.Kind.USAGE, "--keep and --keep-every are 1 or more; one checkpoint stays");
    }
    Keep kept = new Keep(keep, keepEvery);
    PrintWriter out = spec.commandLine().getOut();
    try (RunLock lock = RunLock.take(RunFolder.of(run))) {
      Checkpoints checkpoints = lock.folder().checkpoints();
      if (!dryRun) {
        checkpoints.tidy();
      }
      for (Path superfluous : checkpoints.superfluous(kept)) {
        CheckpointEntry entry = CheckpointEntry.of(superfluous);
        if (!dryRun) {
          Checkpoints.delete(superfluous);
        }
        out.println(json ? entry.json() : CheckpointCommand.line(entry));
        out.flush();
      }
    }
    return 0;
  }
}
