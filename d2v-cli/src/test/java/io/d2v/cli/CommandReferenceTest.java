package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands say of themselves, and the page that is made of it. */
final class CommandReferenceTest {
  private static final CommandLine D2V = Main.commandLine();
  private static final List<CommandLine> COMMANDS = CommandReference.commands(D2V);

  @Test
  void thePageIsWhatTheCommandsSay() throws IOException {
    Renewed.docs("commands.md", new CommandReference(D2V).markdown()).check();
  }

  @Test
  void eachCommandHasAnExample() {
    for (CommandLine command : COMMANDS) {
      CommandSpec spec = command.getCommandSpec();
      if (command.getSubcommands().isEmpty()) {
        assertThat(String.join("\n", spec.usageMessage().footer()))
            .as("the footer of %s", spec.qualifiedName())
            .contains("  " + spec.qualifiedName());
      }
    }
  }

  @Test
  void eachOptionAndArgumentSaysWhatItIsInASentence() {
    for (CommandLine command : COMMANDS) {
      for (ArgSpec argument : arguments(command)) {
        assertThat(String.join(" ", argument.description()))
            .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
            .matches("(?s).*\\w+ \\w+.*[.]");
      }
    }
  }

  @Test
  void eachDefaultIsSaid() {
    for (CommandLine command : COMMANDS) {
      for (ArgSpec argument : arguments(command)) {
        if (argument.defaultValue() != null) {
          assertThat(String.join(" ", argument.description()))
              .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
              .contains(argument.defaultValue());
        }
      }
    }
  }

  /** For picocli breaks lines to the terminal's width, and begins a new one for each text. */
  @Test
  void eachTextOfAnExplanationEndsWhereASentenceDoes() {
    for (CommandLine command : COMMANDS) {
      assertThat(command.getCommandSpec().usageMessage().description())
          .as(command.getCommandSpec().qualifiedName())
          .allMatch(text -> text.endsWith("."));
      for (ArgSpec argument : arguments(command)) {
        assertThat(argument.description())
            .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
            .hasSize(1);
      }
    }
  }

  @Test
  void eachValueHasAName() {
    for (CommandLine command : COMMANDS) {
      for (ArgSpec argument : arguments(command)) {
        assertThat(argument.paramLabel())
            .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
            .matches(label -> argument.arity().max() == 0 || !label.startsWith("<"));
      }
    }
  }

  @Test
  void eachChoiceIsNamed() {
    for (CommandLine command : COMMANDS) {
      for (ArgSpec argument : arguments(command)) {
        for (String choice : choices(argument)) {
          assertThat(String.join(" ", argument.description()))
              .as("%s %s", command.getCommandSpec().qualifiedName(), argument)
              .contains(choice);
        }
      }
    }
  }

  private static List<String> choices(ArgSpec argument) {
    return Stream.of(argument.typeInfo().getType(), argument.auxiliaryTypes()[0])
        .filter(Class::isEnum)
        .flatMap(type -> Stream.of(type.getEnumConstants()))
        .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static List<ArgSpec> arguments(CommandLine command) {
    return command.getCommandSpec().args().stream()
        .filter(argument -> !argument.inherited() && !argument.hidden())
        .toList();
  }
}
