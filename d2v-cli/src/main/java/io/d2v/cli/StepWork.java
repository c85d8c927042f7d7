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

  /** Which of data2vec's. */
  enum Objective {
    /** The first one's, of one mask a sample. */
    DATA2VEC,
    /** That of data2vec 2.0, with as many masks a sample as its recipe of size base has. */
    DATA2VEC2
  }

  static StepWork of(Of modality, StepSize size, Objective objective) {
    return objective == Objective.DATA2VEC ? of(modality, size) : second(modality, size);
  }

  /** The same with another number of masked tokens. */
  StepWork withMasked(int other) {
    return new StepWork(recipe, overrides, samples, other);
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

  private static StepWork second(Of modality, StepSize size) {
    boolean images = modality == Of.VISION;
    // Half as wide as the transformer for sound, as wide for the others.
    int decoder = modality == Of.AUDIO ? size.width() / 2 : size.width();
    return new StepWork(
        switch (modality) {
          case VISION -> "v2-vision-base";
          case AUDIO -> "v2-speech-base";
          case TEXT -> "v2-text-base";
        },
        settings(
            size,
            images
                ? "encoder.image_size=" + size.length()
                : "encoder.lengths=[" + size.length() + "]",
            "transformer.dropout=0",
            "transformer.layer_drop=0",
            "objective.decoder.dropout=0",
            "objective.decoder.width=" + decoder),
        of(modality, size).samples(),
        switch (modality) {
          case VISION -> size.patches() * 157 / 196;
          case AUDIO -> size.length() / 640;
          case TEXT -> size.length() * 48 / 100;
        });
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
