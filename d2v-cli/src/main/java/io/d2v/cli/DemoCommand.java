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
      "Pre-trains a tiny model without labels, three times from different seeds: on "
          + "Fashion-MNIST's 10,000 test images, then on digits spoken in five languages, "
          + "then on what WordNet says of 80,000 nouns. Compares each with a random "
          + "encoder and with raw pixels, log-mel bands, or a bag of tokens; and writes a "
          + "page of it. Stopped, the same command goes on."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  d2v demo",
      "  d2v demo --quick",
      "  d2v demo --modality text --seeds 1"
    })
final class DemoCommand implements Callable<Integer> {
  private static final int SEEDS = 3;
  private static final long QUICK_STEPS = 300;

  @Spec CommandSpec spec;

  @Option(
      names = "--modality",
      paramLabel = "KIND",
      description =
          "Kind of data: vision, audio or text; all, one after another, if left out, and vision with"
              + " --quick.")
  Optional<DemoSubject> modality = Optional.empty();

  @Option(
      names = "--run",
      paramLabel = "DIR",
      description =
          "Folder for all it writes, each kind of data in a folder of its own in there; runs/demo if"
              + " left out, and runs/quick with --quick.")
  Optional<Path> run = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many runs, each from another seed; 3 if left out, and 1 with --quick.")
  Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "Updates in each run; the recipe's if left out, and 300 with --quick.")
  Optional<Long> steps = Optional.empty();

  @Option(
      names = "--quick",
      description = "Show it in less than a minute: one kind of data, one run of few updates.")
  boolean quick;

  @Override
  public Integer call() throws Exception {
    int runs = seeds.orElse(quick ? 1 : SEEDS);
    if (runs < 1) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--seeds is at least 1, not " + runs);
    }
    List<DemoSubject> subjects =
        quick ? List.of(DemoSubject.VISION) : List.of(DemoSubject.values());
    Optional<Long> updates = steps.isEmpty() && quick ? Optional.of(QUICK_STEPS) : steps;
    Path all = run.orElse(Path.of("runs", quick ? "quick" : "demo"));
    Workshop workshop = Wiring.make(spec, Workshop.class);
    try (StopSignal stop = new StopSignal()) {
      for (DemoSubject subject : modality.map(List::of).orElse(subjects)) {
        Path folder = all.resolve(subject.name().toLowerCase(Locale.ROOT));
        PrintWriter out = spec.commandLine().getOut();
        if (!new Demo(subject, workshop, folder, out).run(runs, updates, stop)) {
          return stop.exitCode();
        }
      }
    }
    return 0;
  }
}
