package io.d2v.cli;

import picocli.CommandLine.Command;

/** What is done with data before it is learned from. */
@Command(
    name = "data",
    description = "Look at data and make it ready before it is used.",
    mixinStandardHelpOptions = true,
    subcommands = {DataVerifyCommand.class, DataPrepareCommand.class},
    synopsisSubcommandLabel = "WHAT")
final class DataCommand extends CommandGroup {}
