package io.d2v.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of a page: {@code VARIABLE=value ./d2v words > file # comment}.
 *
 * @param where file and line
 * @param environment the variables before it
 * @param arguments of {@code d2v}
 * @param output the file that takes what it prints
 */
record ShellLine(
    String where,
    Map<String, String> environment,
    List<String> arguments,
    Optional<String> output) {
  private static final Pattern START =
      Pattern.compile("((?:\\w+=(?:'[^']*'|\\S+)\\s+)*)(?:\\./|bin/)?d2v(?:\\s+(.*))?");
  private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\"[^\"]*\"|[^\\s'\"])+");

  /** The command of a line, if it is one of {@code d2v}. */
  static Optional<ShellLine> d2v(String where, String line) {
    Matcher start = START.matcher(line.strip());
    if (!start.matches()) {
      return Optional.empty();
    }
    Map<String, String> environment = new LinkedHashMap<>();
    for (String variable : words(start.group(1))) {
      int equals = variable.indexOf('=');
      environment.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    List<String> words = words(Optional.ofNullable(start.group(2)).orElse(""));
    int arrow = words.indexOf(">");
    Optional<String> output = arrow < 0 ? Optional.empty() : Optional.of(words.get(arrow + 1));
    List<String> arguments = arrow < 0 ? words : words.subList(0, arrow);
    return Optional.of(
        new ShellLine(where, Map.copyOf(environment), List.copyOf(arguments), output));
  }

  /** The words up to a comment, without their quotes. */
  static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find() && !word.group().startsWith("#")) {
      words.add(word.group().replaceAll("['\"]", ""));
    }
    return words;
  }

  /** The command itself, the same wherever and however it is written. */
  String command() {
    List<String> words = new ArrayList<>();
    environment.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(variable -> words.add(variable.getKey() + "=" + variable.getValue()));
    words.add("d2v");
    words.addAll(arguments);
    output.ifPresent(file -> words.addAll(List.of(">", file)));
    return String.join(" ", words);
  }
}
