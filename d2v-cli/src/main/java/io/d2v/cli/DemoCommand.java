package io.d2v.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
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
      "Fashion-MNIST's 10,000 test images, then on digits spoken in five languages, then",
      "on what WordNet says of 80,000 nouns. Compares each with a random encoder and with raw",
      "pixels, log-mel bands, or a bag of tokens; and writes a page of it.",
      "Stopped, the same command goes on."
    },
    mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      description = "Of the data: ${COMPLETION-CANDIDATES}; one after another if left out.")
  Optional<DemoSubject> modality = Optional.empty();

  @Option(
      names = "--run",
      defaultValue = "runs/demo",
      description = "Folder for all it writes, each modality in a folder of its own in there.")
  Path run = Path.of("runs/demo");

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
    Workshop workshop = Wiring.make(spec, Workshop.class);
    try (StopSignal stop = new StopSignal()) {
      for (DemoSubject subject : modality.map(List::of).orElse(List.of(DemoSubject.values()))) {
        Path folder = run.resolve(subject.name().toLowerCase(Locale.ROOT));
        PrintWriter out = spec.commandLine().getOut();
        if (!new Demo(subject, workshop, folder, out).run(seeds, steps, stop)) {
          return stop.exitCode();
        }
      }
    }
    return 0;
  }
}
