package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.DataPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Option;

/** What is learned from and judged by; mixed into commands that fine-tune. */
final class LearningOptions {
  @Option(
      names = "--dev",
      paramLabel = "PATH",
      description = "Samples to be judged by; else a part of the data, or a tenth of it.")
  Optional<Path> dev = Optional.empty();

  @Option(
      names = "--subset",
      paramLabel = "NAME",
      description = "Which part of LibriSpeech has labels: 10m, 1h, 10h, 100h or 960h.")
  Optional<String> subset = Optional.empty();

  @Option(
      names = "--labels",
      paramLabel = "N",
      description = "How many samples may be learned from; all if left out.")
  Optional<Integer> labels = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Override a setting of the recipe, such as training.batch=32; may be repeated.")
  List<String> overrides = new ArrayList<>();

  /**
   * Where samples are.
   *
   * @param usual how many may be learned from where it was not said
   */
  DataPaths paths(Path data, OptionalInt usual, long seed) {
    if (labels.isPresent() && labels.get() < 1) {
      throw new UserError(UserError.Kind.USAGE, "--labels is 1 or more, not " + labels.get());
    }
    return new DataPaths(data, dev, subset, labels.map(OptionalInt::of).orElse(usual), seed);
  }
}
