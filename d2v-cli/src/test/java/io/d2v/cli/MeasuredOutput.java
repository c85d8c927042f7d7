package io.d2v.cli;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a command printed once, figures and all: a number stands for any other, {@code ...} for
 * anything within a line or, alone, for any lines, and a line of a run's step for however many.
 */
record MeasuredOutput(List<String> lines) {
  private static final String NUMBER = "\\d+(?:[.,:]\\d+)*(?:e-?\\d+)?";
  private static final Pattern VARIES = Pattern.compile("\\.\\.\\.|" + NUMBER + "| +|-{3,}");

  void check(String where, List<String> said) {
    new ShownOutput(lines)
        .check(
            where,
            said,
            line -> "(?:" + pattern(line) + "\n)" + (line.startsWith("step ") ? "*" : ""));
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
