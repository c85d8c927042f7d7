package io.d2v.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The {@code d2v} command: reads the arguments, runs one command, and ends with its exit code. */
@Command(
    name = "d2v",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "data2vec on your own images: pre-train, evaluate, embed.")
public final class Main implements Runnable {
  private Main() {}

  /** Runs {@code d2v} and ends the process with the command's exit code. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public void run() {
    CommandLine.usage(this, System.out);
  }
}
