package io.d2v.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures speed. */
@Command(
    name = "bench",
    description = "Measure speed on this machine.",
    mixinStandardHelpOptions = true,
    subcommands = {
      BenchStepCommand.class,
      BenchScalingCommand.class,
      BenchEmbedCommand.class,
      BenchIoCommand.class,
      BenchArchiveCommand.class
    },
    synopsisSubcommandLabel = "WHAT")
final class BenchCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "say what to measure: step, scaling, embed, io or archive");
  }
}
