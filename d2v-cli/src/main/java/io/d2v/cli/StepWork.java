package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.graph.Shape;
import io.d2v.bench.speed.Noise;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a timed step computes.
 *
 * @param recipe that the model is of
 * @param overrides of its settings; nothing is dropped, so that every step is the same work
 * @param samples a batch of them
 * @param masked tokens of each
 */
record StepWork(String recipe, List<String> overrides, Dataset samples, int masked) {
  /** Kinds of data. */
  enum Of {
    /** Images in patches of 16 x 16, of 196 of which 118 are masked; smooth L1. */
    VISION,
    /** Sound, of 4 s of which 100 of 199 tokens are masked; squared error. */
    AUDIO,
    /** Tokens of a vocabulary of 50,265, of 100 of which 35 are masked; smooth L1. */
    TEXT
  }

  static StepWork of(Of modality, StepSize size) {
    return switch (modality) {
      case VISION -> vision(size);
      case AUDIO -> audio(size);
      case TEXT -> text(size);
    };
  }

  /**
   * The method that is timed.
   *
   * @param more settings, such as the backend's
   */
  Method method(Workshop workshop, List<String> more) throws IOException {
    return workshop.method(recipe, overrides, more);
  }

  private static StepWork vision(StepSize size) {
    return new StepWork(
        "vision-base",
        settings(
            size,
            "transformer.drop_path=0",
            "targets.source=block",
            "encoder.image_size=" + size.length()),
        Noise.normal(size.batch(), Shape.of(3, size.length(), size.length())),
        size.patches() * 118 / 196);
  }

  private static StepWork audio(StepSize size) {
    return new StepWork(
        "speech-base",
        settings(
            size,
            "transformer.dropout=0",
            "transformer.layer_drop=0",
            "encoder.lengths=[" + size.length() + "]"),
        Noise.normal(size.batch(), Shape.of(size.length())),
        size.length() / 640); // half of the tokens, of 320 samples each
  }

  private static StepWork text(StepSize size) {
    return new StepWork(
        "text-base",
        settings(
            size,
            "transformer.dropout=0",
            "encoder.lengths=[" + size.length() + "]",
            "training.accumulate=1"),
        Noise.ids(size.batch(), size.length(), 50_264),
        size.length() * 35 / 100);
  }

  private static List<String> settings(StepSize size, String... others) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "transformer.width=" + size.width(),
                "transformer.feed_forward=" + 4 * size.width(),
                "transformer.heads=" + size.heads(),
                "transformer.layers=" + size.layers(),
                "transformer.attention_dropout=0",
                "targets.layers=" + size.targets(),
                "optimizer.learning_rate=5e-4",
                "optimizer.weight_decay=0.01",
                "training.batch=" + size.batch()));
    all.addAll(List.of(others));
    return all;
  }
}
