package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page shows of a command's output: {@code ...} stands for anything within a line, and a
 * line of it alone for any number of lines.
 */
record ShownOutput(List<String> lines) {
  private static final String ANY = "...";

  void check(String where, List<String> said) {
    StringBuilder pattern = new StringBuilder();
    for (String line : lines) {
      pattern.append(line.equals(ANY) ? "(?:.*\n)*?" : pattern(line) + "\n");
    }
    assertThat(said.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining()))
        .as("what is printed, and what %s shows", where)
        .matches(pattern.toString());
  }

  private static String pattern(String line) {
    StringBuilder pattern = new StringBuilder();
    for (String part : line.split(Pattern.quote(ANY), -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return pattern.toString();
  }
}
