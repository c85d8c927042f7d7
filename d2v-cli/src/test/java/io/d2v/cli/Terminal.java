package io.d2v.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A shell in a folder: each command is a process of its own there. */
record Terminal(Path folder) {
  /**
   * What a command did.
   *
   * @param out the lines that it printed; none where a file took them
   * @param err what went wrong
   */
  record Said(int code, List<String> out, String err) {
    /** What somebody reads: what it printed, and what was wrong if it failed. */
    List<String> lines() {
      List<String> lines = new ArrayList<>(out);
      if (code != 0) {
        lines.addAll(err.lines().toList());
      }
      return lines;
    }
  }

  Said run(ShellLine line) throws IOException, InterruptedException {
    D2vProcess process = start(line);
    int code = process.code();
    return new Said(
        code, line.output().isPresent() ? List.of() : process.said().lines().toList(), err());
  }

  /** Starts a command, which may go on until it is ended. */
  D2vProcess start(ShellLine line) throws IOException {
    Path out = line.output().map(folder::resolve).orElse(folder.resolve(".out"));
    List<String> words = new ArrayList<>(List.of("env", "--default-signal"));
    words.addAll(D2vProcess.installed(expanded(line.arguments()).toArray()));
    ProcessBuilder process = new ProcessBuilder(words);
    process.environment().putAll(line.environment());
    return new D2vProcess(
        process
            .directory(folder.toFile())
            .redirectOutput(Redirect.to(out.toFile()))
            .redirectError(Redirect.to(folder.resolve(".err").toFile()))
            .start(),
        out);
  }

  String err() throws IOException {
    return Files.readString(folder.resolve(".err"));
  }

  /** With the files in place of a word with a star. */
  private List<String> expanded(List<String> words) throws IOException {
    List<String> all = new ArrayList<>();
    for (String word : words) {
      int slash = word.indexOf('/');
      if (word.contains("*")) {
        String name = Pattern.quote(word.substring(slash + 1)).replace("*", "\\E.*\\Q");
        try (Stream<Path> files = Files.list(folder.resolve(word.substring(0, slash + 1)))) {
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> file.matches(name))
              .sorted()
              .forEach(file -> all.add(word.substring(0, slash + 1) + file));
        }
      } else {
        all.add(word);
      }
    }
    return all;
  }
}
