package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Pre-training of a model of a few thousand numbers, for each kind of data. */
enum TinyModality {
  /** Positions and class token as Hugging Face's models have them. */
  VISION(
      "vision-tiny",
      "encoder.image_size=8 encoder.patch=2 encoder.positions=learned encoder.class_token=true"
          + " masker.masked=9"),
  AUDIO("speech-tiny", "encoder.channels=16 encoder.position_layers=2"),
  TEXT("text-tiny", "encoder.lengths=[16]");

  private static final List<String> SETTINGS =
      List.of(
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "transformer.dropout=0.1",
          "targets.layers=2",
          "training.batch=2",
          "training.accumulate=2",
          "training.checkpoint_every=10",
          "optimizer.learning_rate=1e-5", // or it collapses, with 20 samples
          "backend.device=cpu");

  private final String recipe;
  private final String its;

  TinyModality(String recipe, String its) {
    this.recipe = recipe;
    this.its = its;
  }

  /** Twenty samples. */
  Path write(Path folder) throws IOException {
    return switch (this) {
      case VISION -> TinyImages.write(folder, 20);
      case AUDIO -> TinySpeech.write(folder, 20, 0);
      case TEXT -> {
        Files.createDirectories(folder);
        Files.writeString(
            folder.resolve("some.txt"), "Some bird sings.\n\nThe tree is old.\n\n".repeat(10));
        yield folder;
      }
    };
  }

  /** The command's words. */
  Object[] words(Path data, Path run, int steps) {
    List<Object> words =
        new ArrayList<>(
            List.of("pretrain", recipe, "--data", data, "--run", run, "--steps", steps));
    List<String> settings = new ArrayList<>(SETTINGS);
    settings.addAll(Arrays.asList(its.split(" ")));
    settings.forEach(setting -> words.addAll(List.of("--set", setting)));
    return words.toArray();
  }
}
