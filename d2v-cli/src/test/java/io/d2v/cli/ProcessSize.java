package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process that trains took of the machine at one time, as Linux tells it.
 *
 * @param step the last that was saved
 * @param kibibytes resident memory
 * @param files how many it had open
 */
record ProcessSize(long step, long kibibytes, int files) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final String SAVED = "step-";

  /** Nothing if it has saved nothing yet, or has ended. */
  static Optional<ProcessSize> of(long pid, Path run) {
    Path process = Path.of("/proc", Long.toString(pid));
    try {
      Matcher resident = RESIDENT.matcher(Files.readString(process.resolve("status")));
      long step =
          RunComparison.names(run.resolve("checkpoints")).stream()
              .filter(name -> name.startsWith(SAVED))
              .mapToLong(name -> Long.parseLong(name.substring(SAVED.length())))
              .max()
              .orElse(0);
      int files = RunComparison.names(process.resolve("fd")).size();
      return resident.find() && step > 0
          ? Optional.of(new ProcessSize(step, Long.parseLong(resident.group(1)), files))
          : Optional.empty();
    } catch (IOException notYetOrNoMore) {
      return Optional.empty();
    }
  }

  /** MiB for 1,000 steps, by least squares. */
  static double growth(List<ProcessSize> sizes) {
    double meanStep = sizes.stream().mapToLong(ProcessSize::step).average().orElseThrow();
    double meanSize = sizes.stream().mapToLong(ProcessSize::kibibytes).average().orElseThrow();
    double together = 0;
    double squares = 0;
    for (ProcessSize size : sizes) {
      together += (size.step - meanStep) * (size.kibibytes - meanSize);
      squares += (size.step - meanStep) * (size.step - meanStep);
    }
    return together / squares * 1_000 / 1_024;
  }
}
