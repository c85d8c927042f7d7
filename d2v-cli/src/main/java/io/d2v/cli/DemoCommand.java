package io.d2v.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows data2vec learn. */
@Command(
    name = "demo",
    description = {
      "See data2vec learn on real images that come with d2v.",
      "Pre-trains a tiny model on Fashion-MNIST's 10,000 test images without their labels,",
      "three times from different seeds; then compares it with a random encoder and raw",
      "pixels, and writes a page with pictures.",
      "Stopped, the same command goes on."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(names = "--run", defaultValue = "runs/demo", description = "Folder for all it writes.")
  Path run = Path.of("");

  @Option(names = "--seeds", defaultValue = "3", description = "How many runs.")
  int seeds;

  @Option(names = "--steps", description = "Updates in each run; the recipe's if left out.")
  Optional<Long> steps = Optional.empty();

  @Override
  public Integer call() throws Exception {
    if (seeds < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--seeds is at least 1, not " + seeds);
    }
    Demo demo = new Demo(Wiring.make(Workshop.class), run, spec.commandLine().getOut());
    return demo.run(seeds, steps) ? 0 : Failure.INTERRUPTED;
  }
}
