package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who writes into a run's folder, found out without touching its lock: to try it, even for a
 * moment, could have a run refused that begins just then.
 */
final class LockHolder {
  private static final Pattern TEXT = Pattern.compile("process (\\d+) on (.*) since (\\S+)");
  private static final Path LOCKS = Path.of("/proc/locks");
  private static final int MOST_BYTES = 1 << 12;

  private LockHolder() {}

  /** As the lock's text says it, if that process holds it, or if that can't be told from here. */
  static Optional<String> of(RunFolder run) throws IOException {
    if (RunLock.isHeldHere(run)) {
      return Optional.of("this process");
    }
    if (!Files.exists(run.lock())) {
      return Optional.empty();
    }
    String text = new SmallFile(run.lock(), MOST_BYTES, UserError.Kind.CHECKPOINT).text().strip();
    Matcher holder = TEXT.matcher(text);
    if (!holder.matches()) {
      return Optional.empty();
    }
    if (!holder.group(2).equals(RunLock.host())) {
      return Optional.of(text + ", if it still runs there");
    }
    long process = Long.parseLong(holder.group(1));
    boolean holds =
        Files.isReadable(LOCKS)
            ? isLocked(run.lock(), process)
            : ProcessHandle.of(process).isPresent();
    return holds ? Optional.of(text) : Optional.empty();
  }

  /** Whether Linux lists a lock of this process on this file. */
  private static boolean isLocked(Path file, long process) throws IOException {
    String end = ":" + Files.getAttribute(file, "unix:ino");
    return Files.readAllLines(LOCKS).stream()
        .map(line -> line.strip().split("\\s+", -1))
        .anyMatch(
            words ->
                words.length > 5
                    && words[1].equals("POSIX")
                    && words[4].equals(Long.toString(process))
                    && words[5].endsWith(end));
  }
}
