package io.d2v.cli;

import java.nio.file.Path;
import java.util.Locale;
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
      "See data2vec learn on real data that comes with d2v.",
      "Pre-trains a tiny model without labels, three times from different seeds: on",
      "Fashion-MNIST's 10,000 test images, or on seconds of speech in five languages. Then",
      "compares it with a random encoder and with raw pixels, or with log-mel bands; and",
      "writes a page of it.",
      "Stopped, the same command goes on."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      defaultValue = "vision",
      description = "Of the data: ${COMPLETION-CANDIDATES}.")
  DemoSubject subject = DemoSubject.VISION;

  @Option(
      names = "--run",
      description = "Folder for all it writes; runs/demo or runs/demo-audio if left out.")
  Optional<Path> run = Optional.empty();

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
    Path usual = Path.of("runs", "demo-" + subject.name().toLowerCase(Locale.ROOT));
    Demo demo =
        new Demo(
            subject, Wiring.make(Workshop.class), run.orElse(usual), spec.commandLine().getOut());
    return demo.run(seeds, steps) ? 0 : Failure.INTERRUPTED;
  }
}
