package io.d2v.cli;

import io.d2v.api.UserError;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How much a benchmark does, and with what. */
final class BenchmarkOptions {
  @Option(
      names = "--quick",
      description = "A recipe for minutes, few labels, few seeds: what a small model can show.")
  boolean quick;

  @Option(
      names = "--recipe",
      paramLabel = "NAME",
      description = "A fine-tuning recipe's name or file; the benchmark's own if left out.")
  Optional<String> recipe = Optional.empty();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description =
          "How many runs of each model; as many as the benchmark usually has if left out.")
  Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--language-model",
      paramLabel = "FILE",
      description =
          "For speech: an n-gram model as an ARPA file, also as .gz; else 3-grams of the"
              + " transcripts that are learned from.")
  Optional<Path> languageModel = Optional.empty();

  @Mixin LearningOptions learning = new LearningOptions();

  void check() {
    if (seeds.isPresent() && seeds.get() < 1) {
      throw new UserError(UserError.Kind.USAGE, "--seeds is 1 or more, not " + seeds.get());
    }
  }
}
