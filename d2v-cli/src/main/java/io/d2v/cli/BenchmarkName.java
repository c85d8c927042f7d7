package io.d2v.cli;

import io.d2v.bench.finetune.Classification;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.Examiner;
import io.d2v.bench.finetune.SpeechExaminer;
import io.d2v.bench.finetune.SpeechRecognition;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.finetune.TaskExaminer;
import io.d2v.bench.harness.Found;
import io.d2v.bench.harness.PaperBudget;
import io.d2v.bench.harness.Summary;
import io.d2v.bench.harness.Tasks;
import io.d2v.bench.result.ResultTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** The benchmarks, each with how it is run in full and in minutes. */
enum BenchmarkName {
  /** Images in classes. */
  IMAGENET("vision", PaperBudget.VISION, "finetune-imagenet", 1, "finetune-vision-tiny", 5, 200),
  /** Speech with transcripts. */
  LIBRISPEECH(
      "audio", PaperBudget.AUDIO, "finetune-librispeech-100h", 1, "finetune-speech-tiny", 3, 0),
  /** Texts and pairs of texts. */
  GLUE("text", PaperBudget.TEXT, "finetune-glue", 5, "finetune-text-tiny", 3, 500);

  private static final String SUBSETS = "finetune-librispeech-";

  private final String modality;
  private final PaperBudget paper;
  private final String recipe;
  private final int seeds;
  private final String quickRecipe;
  private final int quickSeeds;
  private final int quickLabels;

  BenchmarkName(
      String modality,
      PaperBudget paper,
      String recipe,
      int seeds,
      String quickRecipe,
      int quickSeeds,
      int quickLabels) {
    this.modality = modality;
    this.paper = paper;
    this.recipe = recipe;
    this.seeds = seeds;
    this.quickRecipe = quickRecipe;
    this.quickSeeds = quickSeeds;
    this.quickLabels = quickLabels;
  }

  /** What commands call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What data2vec was pre-trained with for it. */
  PaperBudget paper() {
    return paper;
  }

  String modality() {
    return modality;
  }

  /** The recipe of its protocol; for LibriSpeech that of a subset of labels. */
  String recipe(boolean quick, Optional<String> subset) {
    if (quick) {
      return quickRecipe;
    }
    return this == LIBRISPEECH ? subset.map(name -> SUBSETS + name).orElse(recipe) : recipe;
  }

  int seeds(boolean quick) {
    return quick ? quickSeeds : seeds;
  }

  OptionalInt labels(boolean quick) {
    return quick && quickLabels > 0 ? OptionalInt.of(quickLabels) : OptionalInt.empty();
  }

  /** Its tasks; of GLUE those whose samples are there. */
  List<Task> tasks(DataPaths data) throws IOException {
    return switch (this) {
      case IMAGENET -> List.of(new Classification());
      case LIBRISPEECH -> List.of(new SpeechRecognition());
      case GLUE -> Tasks.glue(data);
    };
  }

  /** What there are no samples for, and why. */
  List<String> left(DataPaths data) throws IOException {
    return this == GLUE ? Tasks.notOfGlue(data) : List.of();
  }

  /** How a finished model is looked at. */
  Examiner examiner(Task task, Optional<Path> languageModel) {
    return this == LIBRISPEECH ? new SpeechExaminer(languageModel) : new TaskExaminer(task);
  }

  /** Its one table, ours beside published results. */
  ResultTable summary(List<Found> found, Optional<String> subset) {
    return switch (this) {
      case IMAGENET -> Summary.imagenet(found.get(0));
      case LIBRISPEECH -> Summary.librispeech(found.get(0), subset);
      case GLUE -> Summary.glue(found);
    };
  }
}
