package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a command printed once, figures and all: a number stands for any other, {@code ...} for
 * anything within a line or, alone, for any lines, and a line of a run's step for however many.
 */
record MeasuredOutput(List<String> lines) {
  private static final String ANY = "...";
  private static final String NUMBER = "\\d+(?:[.,:]\\d+)*(?:e-?\\d+)?";
  private static final Pattern VARIES = Pattern.compile("\\.\\.\\.|" + NUMBER + "| +|-{3,}");

  void check(String where, List<String> said) {
    StringBuilder pattern = new StringBuilder();
    for (String line : lines) {
      if (line.equals(ANY)) {
        pattern.append("(?:.*\n)*?");
      } else {
        String times = line.startsWith("step ") ? ")*" : ")";
        pattern.append("(?:").append(pattern(line)).append("\n").append(times);
      }
    }
    assertThat(said.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining()))
        .as("what is printed, and what %s shows of another time", where)
        .matches(pattern.toString());
  }

  private static String pattern(String line) {
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    for (Matcher varies = VARIES.matcher(line); varies.find(); at = varies.end()) {
      pattern.append(Pattern.quote(line.substring(at, varies.start()))).append(pattern(varies));
    }
    return pattern.append(Pattern.quote(line.substring(at))).toString();
  }

  private static String pattern(MatchResult varies) {
    return switch (varies.group().charAt(0)) {
      case ' ' -> " +";
      case '-' -> "-+";
      case '.' -> ".*";
      default -> NUMBER;
    };
  }
}
