package io.d2v.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The {@code d2v} command. */
@Command(
    name = "d2v",
    description = "data2vec: learns from images, speech and text without labels.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      DoctorCommand.class,
      DemoCommand.class,
      PretrainCommand.class,
      FinetuneCommand.class,
      LaunchCommand.class,
      ReplayCommand.class,
      ProbeCommand.class,
      PredictCommand.class,
      BenchmarkCommand.class,
      EmbedCommand.class,
      VisualizeCommand.class,
      ForwardCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      RunsCommand.class,
      WatchCommand.class,
      CheckpointCommand.class,
      TokenizerCommand.class,
      LanguageModelCommand.class,
      DecodeCommand.class,
      RecipesCommand.class,
      PluginsCommand.class,
      DataCommand.class,
      BenchCommand.class,
      CommandLine.HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  d2v doctor",
      "  d2v demo",
      "  d2v pretrain vision-tiny --data photos/ --run runs/photos",
      "  d2v probe runs/photos --data labelled/",
      "",
      "Exit codes: 0 done, 1 an error in d2v, 2 usage, 3 recipe, 4 data,",
      "5 checkpoint or run, 6 plugin, 7 device or memory, 8 training went wrong,",
      "9 the representation collapsed, 10 another worker of the run,",
      "130 interrupted (the same command goes on), 143 terminated (likewise)."
    })
public final class Main {
  /** The folder of plugins, in the environment. */
  static final String PLUGINS = "D2V_PLUGINS";

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show more of what happens, and where errors come from.")
  private boolean verbose;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Folder of plugins: each jar is one, and each folder of jars one with what it "
              + "depends upon. Otherwise that of D2V_PLUGINS, which the launcher sets to "
              + "plugins/ beside it, if it is there.")
  private @Nullable Path plugins;

  private Main() {}

  /** Of the command line that a command is part of. */
  static Main of(CommandSpec command) {
    return (Main) command.root().userObject();
  }

  /** The folder of plugins, if there is one. */
  Optional<Path> plugins() {
    return Optional.ofNullable(plugins)
        .or(
            () ->
                Optional.ofNullable(System.getenv(PLUGINS))
                    .filter(folder -> !folder.isEmpty())
                    .map(Path::of));
  }

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    // What our libraries say through the JDK's logging looks as what others say.
    System.setProperty("java.util.logging.SimpleFormatter.format", "%4$-5s %5$s%n");
    Launcher.follow();
    System.exit(commandLine().execute(arguments));
  }

  /** Picocli hands on exceptions to their handler, but no errors. */
  private static int run(ParseResult parsed, Main main) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (OutOfMemoryError | LinkageError | StackOverflowError error) {
      CommandLine line = parsed.commandSpec().commandLine();
      return Failure.report(error, line.getErr(), main.verbose);
    }
  }

  static CommandLine commandLine() {
    Main main = new Main();
    CommandLine commands = new CommandLine(main);
    // What follows a command's name is for that command.
    Objects.requireNonNull(commands.getSubcommands().get("launch")).setStopAtPositional(true);
    return commands
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(parsed -> run(parsed, main))
        .setExecutionExceptionHandler(
            (error, line, parsed) -> Failure.report(error, line.getErr(), main.verbose));
  }
}
