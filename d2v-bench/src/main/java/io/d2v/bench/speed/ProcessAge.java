package io.d2v.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * How long ago this process began: the {@code d2v} script, which becomes Java's process, so that
 * what the script and Java's start take is counted.
 */
public final class ProcessAge {
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path UPTIME = Path.of("/proc/uptime");
  private static final int START = 19; // field 22 of proc(5), of those behind the name
  private static final double TICKS = 100; // a second: USER_HZ

  private ProcessAge() {}

  /** In seconds, to a hundredth where Linux says; elsewhere as the JDK knows it. */
  public static double seconds() {
    try {
      if (Files.isReadable(STAT) && Files.isReadable(UPTIME)) {
        String stat = Files.readString(STAT);
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double now = Double.parseDouble(Files.readString(UPTIME).split(" ", 2)[0]);
        return now - Long.parseLong(fields[START]) / TICKS;
      }
    } catch (IOException unreadable) {
      // then as elsewhere
    }
    Instant now = Instant.now();
    return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now)
            .toMillis()
        / 1e3;
  }
}
