package io.d2v.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What is done with data before it is learned from. */
@Command(
    name = "data",
    description = "Look at data and make it ready before it is used.",
    mixinStandardHelpOptions = true,
    subcommands = {DataVerifyCommand.class, DataPrepareCommand.class},
    synopsisSubcommandLabel = "WHAT")
final class DataCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say what to do: " + String.join(" or ", spec.commandLine().getSubcommands().keySet()));
  }
}
