package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page shows of a command's output: {@code ...} stands for anything within a line, and a
 * line of it alone for any number of lines.
 */
record ShownOutput(List<String> lines) {
  private static final String ANY = "...";

  void check(String where, List<String> said) {
    check(where, said, line -> pattern(line) + "\n");
  }

  /** The same, with what a line that shows something stands for. */
  void check(String where, List<String> said, UnaryOperator<String> shown) {
    StringBuilder pattern = new StringBuilder();
    for (String line : lines) {
      pattern.append(line.equals(ANY) ? "(?:.*\n)*?" : shown.apply(line));
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
