package io.d2v.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does nothing by itself: it asks for one of those below it. */
abstract class CommandGroup implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public final Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(),
        "say what to do: " + String.join(" or ", spec.commandLine().getSubcommands().keySet()));
  }
}
