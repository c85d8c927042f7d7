package io.d2v.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Works on data. */
@Command(
    name = "data",
    description = "Look at data before it is used.",
    mixinStandardHelpOptions = true,
    subcommands = {DataVerifyCommand.class},
    synopsisSubcommandLabel = "WHAT")
final class DataCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to do: " + String.join(", ", spec.subcommands().keySet()));
  }
}
