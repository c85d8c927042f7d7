package io.d2v.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How much a benchmark does, and with what. */
final class BenchmarkOptions {
  @Option(
      names = "--dev",
      description = "Samples to be judged by; else a part of the data, or a tenth of it.")
  Optional<Path> dev = Optional.empty();

  @Option(
      names = "--quick",
      description = "A recipe for minutes, few labels, few seeds: what a small model can show.")
  boolean quick;

  @Option(names = "--recipe", description = "Another recipe than the benchmark's.")
  Optional<String> recipe = Optional.empty();

  @Option(
      names = "--subset",
      description = "Which part of LibriSpeech has labels: 10m, 1h, 10h, 100h or 960h.")
  Optional<String> subset = Optional.empty();

  @Option(names = "--labels", description = "How many samples may be learned from.")
  Optional<Integer> labels = Optional.empty();

  @Option(names = "--seeds", description = "How many runs of each model.")
  Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--language-model",
      paramLabel = "FILE",
      description =
          "For speech: an n-gram model as an ARPA file, also as .gz; else 3-grams of the"
              + " transcripts that are learned from.")
  Optional<Path> languageModel = Optional.empty();

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Overrides a setting.")
  List<String> overrides = new ArrayList<>();
}
