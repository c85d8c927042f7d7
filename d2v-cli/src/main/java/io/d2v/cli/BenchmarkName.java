package io.d2v.cli;

import io.d2v.bench.finetune.Classification;
import io.d2v.bench.finetune.SpeechRecognition;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.glue.GlueTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The benchmarks, each with how it is run in full and in minutes. */
enum BenchmarkName {
  /** Images in classes. */
  IMAGENET("vision", "finetune-imagenet", 1, "finetune-vision-tiny", 3, 200),
  /** Speech with transcripts. */
  LIBRISPEECH("audio", "finetune-librispeech-100h", 1, "finetune-speech-tiny", 2, 0),
  /** Texts and pairs of texts. */
  GLUE("text", "finetune-glue", 5, "finetune-text-tiny", 3, 1000);

  private final String modality;
  private final String recipe;
  private final int seeds;
  private final String quickRecipe;
  private final int quickSeeds;
  private final int quickLabels;

  BenchmarkName(
      String modality,
      String recipe,
      int seeds,
      String quickRecipe,
      int quickSeeds,
      int quickLabels) {
    this.modality = modality;
    this.recipe = recipe;
    this.seeds = seeds;
    this.quickRecipe = quickRecipe;
    this.quickSeeds = quickSeeds;
    this.quickLabels = quickLabels;
  }

  String modality() {
    return modality;
  }

  String recipe(boolean quick) {
    return quick ? quickRecipe : recipe;
  }

  int seeds(boolean quick) {
    return quick ? quickSeeds : seeds;
  }

  OptionalInt labels(boolean quick) {
    return quick && quickLabels > 0 ? OptionalInt.of(quickLabels) : OptionalInt.empty();
  }

  /** Its tasks; of GLUE those whose files are there. */
  List<Task> tasks(Path data) {
    return switch (this) {
      case IMAGENET -> List.of(new Classification());
      case LIBRISPEECH -> List.of(new SpeechRecognition());
      case GLUE ->
          Arrays.stream(GlueSet.values())
              .filter(set -> isThere(data, set))
              .<Task>map(GlueTask::new)
              .toList();
    };
  }

  private static boolean isThere(Path data, GlueSet set) {
    return Files.exists(data.resolve(set.folder() + ".zip"))
        || Files.isDirectory(data.resolve(set.folder()));
  }
}
