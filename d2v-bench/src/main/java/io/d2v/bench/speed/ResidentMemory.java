package io.d2v.bench.speed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What of this process lies in the machine's memory, as Linux counts it.
 *
 * @param now in bytes; 0 where nobody says
 * @param most since the start
 */
public record ResidentMemory(long now, long most) {
  private static final Path MACHINE = Path.of("/proc/meminfo");
  private static final Path STATUS = Path.of("/proc/self/status");

  /** All that the machine has, in bytes; 0 where nobody says. */
  public static long machine() throws IOException {
    List<String> lines = Files.exists(MACHINE) ? Files.readAllLines(MACHINE) : List.of();
    return bytes(lines, "MemTotal:");
  }

  /** As it is now. */
  public static ResidentMemory read() throws IOException {
    List<String> lines = Files.exists(STATUS) ? Files.readAllLines(STATUS) : List.of();
    return new ResidentMemory(bytes(lines, "VmRSS:"), bytes(lines, "VmHWM:"));
  }

  private static long bytes(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst()
        .orElse(0);
  }
}
