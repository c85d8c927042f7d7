package io.d2v.cli;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands that are run one after another in a folder, each with what it prints: CONTRIBUTING.md
 * says how they are written.
 */
record Transcript(String name, List<TranscriptEntry> entries) {
  private static final Path FOLDER = Path.of("src/test/resources/io/d2v/cli/transcripts");
  private static final String ENDING = ".txt";

  static List<Transcript> all() throws IOException {
    List<Transcript> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      for (Path file : files.filter(path -> path.toString().endsWith(ENDING)).sorted().toList()) {
        all.add(of(file));
      }
    }
    return all;
  }

  static Transcript of(Path file) throws IOException {
    return of(file.getFileName().toString(), Files.readAllLines(file));
  }

  static Transcript of(String file, List<String> lines) {
    List<TranscriptEntry> entries = new ArrayList<>();
    int at = 0;
    while (at < lines.size()) {
      int end = at + 1;
      while (end < lines.size() && !isCommand(lines.get(end))) {
        end++;
      }
      if (isCommand(lines.get(at))) {
        entries.add(TranscriptEntry.of(file + ":" + (at + 1), lines.subList(at, end)));
      } else if (lines.subList(at, end).stream().anyMatch(line -> !isEmpty(line))) {
        fail(file + " begins with a command, its line with $ or %");
      }
      at = end;
    }
    return new Transcript(file.replace(ENDING, ""), entries);
  }

  /** Whether a line is between commands, for whoever reads them. */
  static boolean isEmpty(String line) {
    return line.isBlank() || line.startsWith("# ");
  }

  private static boolean isCommand(String line) {
    return line.startsWith(TranscriptEntry.SHOWN) || line.startsWith(TranscriptEntry.UNSHOWN);
  }

  @Override
  public String toString() {
    return name;
  }
}
