package io.d2v.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** All commands as a page of Markdown, from what they say of themselves. */
record CommandReference(CommandLine d2v) {
  private static final int WIDTH = 110;

  private static final String HEAD =
      """
      # Commands

      What `d2v COMMAND --help` says, of all commands. Made from the commands themselves: CONTRIBUTING.md says how.
      In a checkout the command is `./d2v`.

      """;

  /** Every command but {@code help}, those above before those below. */
  static List<CommandLine> commands(CommandLine above) {
    return above.getSubcommands().values().stream()
        .distinct()
        .filter(command -> !(command.getCommand() instanceof CommandLine.HelpCommand))
        .flatMap(command -> Stream.concat(Stream.of(command), commands(command).stream()))
        .toList();
  }

  /** The options of a command that are its own. */
  static List<OptionSpec> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.inherited() && !option.hidden())
        .filter(option -> !option.usageHelp() && !option.versionHelp())
        .sorted(Comparator.comparing(option -> option.longestName().replace("-", "")))
        .toList();
  }

  String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    List<CommandLine> commands = commands(d2v);
    page.append("| | |\n|---|---|\n");
    commands.stream()
        .filter(command -> command.getSubcommands().isEmpty())
        .forEach(command -> page.append(entry(command)));
    page.append("\n## Options of every command\n\n| | |\n|---|---|\n");
    page.append("| `-h`, `--help` | Show what the command does, and its options. |\n");
    options(d2v).forEach(option -> page.append(row(option)));
    page.append("| `-V`, `--version` | Show the version. |\n");
    page.append("\n## Exit codes\n\n| code | what it means |\n|---|---|\n");
    for (ExitCode code : ExitCode.values()) {
      page.append("| %d | %s |\n".formatted(code.number(), code.meaning()));
    }
    commands.forEach(command -> page.append(section(command)));
    return page.toString();
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String entry(CommandLine command) {
    String first = sentence(description(command.getCommandSpec()));
    return "| [`%s`](#%s) | %s |\n"
        .formatted(name(command), name(command).replace(' ', '-'), cell(first));
  }

  private static String section(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    StringBuilder text = new StringBuilder("\n## %s\n\n".formatted(name(command)));
    text.append(description(spec)).append("\n\n");
    text.append("```text\n").append(synopsis(spec)).append("\n```\n");
    List<ArgSpec> arguments = new ArrayList<>();
    spec.positionalParameters().stream()
        .sorted(Comparator.comparing(PositionalParamSpec::index))
        .forEach(arguments::add);
    arguments.addAll(options(command));
    if (!arguments.isEmpty()) {
      text.append("\n| | |\n|---|---|\n");
      arguments.forEach(argument -> text.append(row(argument)));
    }
    footer(spec).forEach((heading, lines) -> text.append(part(heading, lines)));
    return text.toString();
  }

  private static String part(String heading, List<String> lines) {
    return heading.isEmpty()
        ? "\n" + String.join(" ", lines) + "\n"
        : "\n%s\n\n```sh\n%s\n```\n".formatted(heading, String.join("\n", lines));
  }

  /** What follows the options: sentences, and examples below a heading that ends with a colon. */
  private static Map<String, List<String>> footer(CommandSpec spec) {
    Map<String, List<String>> parts = new LinkedHashMap<>();
    String heading = "";
    for (String line : spec.usageMessage().footer()) {
      if (line.matches("Examples?:")) {
        heading = line;
      } else if (!line.isBlank()) {
        String code = heading.isEmpty() ? line : line.replaceFirst("^  ", "");
        parts.computeIfAbsent(heading, any -> new ArrayList<>()).add(code);
      }
    }
    return parts;
  }

  /** As it is said, in lines of the page. */
  static String description(CommandSpec spec) {
    return Arrays.stream(spec.usageMessage().description())
        .map(text -> text.replaceAll("(.{1,%d})(?: |$)".formatted(WIDTH), "$1\n").strip())
        .collect(Collectors.joining("\n"));
  }

  private static String sentence(String text) {
    String line = text.replace('\n', ' ');
    int end = line.indexOf(". ");
    return end < 0 ? line : line.substring(0, end + 1);
  }

  private static String synopsis(CommandSpec spec) {
    return new Help(spec, Help.defaultColorScheme(Help.Ansi.OFF)).synopsis(0).strip();
  }

  private static String row(ArgSpec argument) {
    String names =
        argument instanceof OptionSpec option
            ? Arrays.stream(option.names())
                .map(name -> "`" + name + value(option) + "`")
                .collect(Collectors.joining(", "))
            : "`" + argument.paramLabel() + "`";
    String required =
        argument instanceof OptionSpec && argument.required() && argument.group() == null
            ? "Required. "
            : "";
    return "| %s | %s%s |\n"
        .formatted(names, required, cell(String.join(" ", argument.description())));
  }

  private static String value(OptionSpec option) {
    return option.arity().max() == 0 ? "" : " " + option.paramLabel();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;");
  }
}
