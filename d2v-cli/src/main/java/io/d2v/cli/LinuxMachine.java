package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Linux says of the machine and of what this process may use of it.
 *
 * @param root the folder that holds {@code proc} and {@code sys}
 */
record LinuxMachine(Path root) {
  private static final String UNLIMITED = "max";
  private static final String OWN_GROUP = "0::/";

  static LinuxMachine ofThisProcess() {
    return new LinuxMachine(Path.of("/"));
  }

  /** The processor's name. */
  Optional<String> processor() throws IOException {
    return value("model name");
  }

  /** What the processor can, as Linux calls it; nothing where nobody says. */
  Set<String> flags() throws IOException {
    return value("flags").stream()
        .flatMap(flags -> Stream.of(flags.split(" ", -1)))
        .collect(Collectors.toSet());
  }

  private Optional<String> value(String key) throws IOException {
    return lines("proc/cpuinfo").stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** Processors of the machine; 0 where nobody says. */
  long processors() throws IOException {
    return lines("proc/cpuinfo").stream().filter(line -> line.startsWith("processor")).count();
  }

  /** Bytes of memory, by the name that {@code meminfo} has for them. */
  OptionalLong memory(String name) throws IOException {
    return lines("proc/meminfo").stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
        .findFirst();
  }

  /** The least limit on memory of the control groups that this process is in, in bytes. */
  OptionalLong memoryLimit() throws IOException {
    long least = Long.MAX_VALUE;
    for (String bytes : limits("memory.max")) {
      least = bytes.equals(UNLIMITED) ? least : Math.min(least, Long.parseLong(bytes));
    }
    long all = memory("MemTotal").orElse(Long.MAX_VALUE);
    return least < all ? OptionalLong.of(least) : OptionalLong.empty();
  }

  /** How many processors' time the control groups grant. */
  OptionalDouble processorQuota() throws IOException {
    double least = Double.POSITIVE_INFINITY;
    for (String quota : limits("cpu.max")) {
      String[] words = quota.split(" ", -1);
      if (words.length == 2 && !words[0].equals(UNLIMITED)) {
        least = Math.min(least, Double.parseDouble(words[0]) / Double.parseDouble(words[1]));
      }
    }
    return least < Double.POSITIVE_INFINITY ? OptionalDouble.of(least) : OptionalDouble.empty();
  }

  /** The first line of a file of each control group (version 2), from this process's own up. */
  private List<String> limits(String name) throws IOException {
    List<String> limits = new ArrayList<>();
    Path top = root.resolve("sys/fs/cgroup");
    for (String line : lines("proc/self/cgroup")) {
      if (line.startsWith(OWN_GROUP)) {
        Path own = top.resolve(line.substring(OWN_GROUP.length())).normalize();
        for (Path group = own; group != null && group.startsWith(top); group = group.getParent()) {
          read(group.resolve(name)).ifPresent(lines -> limits.add(lines.get(0)));
        }
      }
    }
    return limits;
  }

  private static Optional<List<String>> read(Path file) throws IOException {
    return Files.isReadable(file)
        ? Optional.of(Files.readAllLines(file)).filter(lines -> !lines.isEmpty())
        : Optional.empty();
  }

  private List<String> lines(String file) throws IOException {
    return read(root.resolve(file)).orElse(List.of());
  }
}
