package io.d2v.cli;

import io.d2v.core.run.CheckpointEntry;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;

/** What is done with a run's checkpoints besides training. */
@Command(
    name = "checkpoint",
    description = "Look at a run's checkpoints, and delete those that are not needed.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CheckpointListCommand.class,
      CheckpointVerifyCommand.class,
      CheckpointPruneCommand.class
    },
    synopsisSubcommandLabel = "WHAT")
final class CheckpointCommand extends CommandGroup {
  /** All of a run, newest first, then the one that did best where a run keeps it. */
  static List<CheckpointEntry> entries(RunFolder run) throws IOException {
    List<Path> folders = new ArrayList<>(run.checkpoints().newestFirst());
    folders.addAll(run.best().newestFirst());
    List<CheckpointEntry> entries = new ArrayList<>();
    for (Path folder : folders) {
      entries.add(CheckpointEntry.of(folder));
    }
    return entries;
  }

  /** On one line, for people. */
  static String line(CheckpointEntry entry) {
    return String.format(
        Locale.ROOT,
        "%-10d %10s  %s  %s",
        entry.step(),
        ConsoleMeter.bytes(entry.bytes()),
        entry.written(),
        entry.folder());
  }
}
