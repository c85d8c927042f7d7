package io.d2v.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a page: {@code VARIABLE=value ./d2v words > file # comment}.
 *
 * @param where file and line
 * @param arguments of {@code d2v}
 * @param output the file that takes what it prints
 */
record ShellLine(String where, List<String> arguments, Optional<String> output) {
  private static final Pattern START =
      Pattern.compile("(?:\\w+=(?:'[^']*'|\\S+)\\s+)*(?:\\./|bin/)?d2v(?:\\s+(.*))?");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /** The command of a line, if it is one of {@code d2v}. */
  static Optional<ShellLine> d2v(String where, String line) {
    Matcher start = START.matcher(line.strip());
    if (!start.matches()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(Optional.ofNullable(start.group(1)).orElse(""));
    while (word.find() && !word.group().startsWith("#")) {
      words.add(word.group().replaceAll("['\"]", ""));
    }
    int arrow = words.indexOf(">");
    Optional<String> output = arrow < 0 ? Optional.empty() : Optional.of(words.get(arrow + 1));
    return Optional.of(
        new ShellLine(where, List.copyOf(arrow < 0 ? words : words.subList(0, arrow)), output));
  }
}
