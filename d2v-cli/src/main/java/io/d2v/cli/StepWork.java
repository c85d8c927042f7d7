package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.api.graph.Shape;
import io.d2v.bench.speed.Noise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a timed step computes.
 *
 * @param recipe that the model is of
 * @param overrides of its settings; nothing is dropped, so that every step is the same work
 * @param samples a batch of them
 * @param masked tokens of each
 */
record StepWork(String recipe, List<String> overrides, Dataset samples, int masked) {
  private static final int STRIDE = 320; // of sound from token to token
  private static final int REST = 80; // that a token hears more than its stride

  /** Kinds of data. */
  enum Of {
    /** Images of 224 x 224 in patches of 16 x 16, 118 of 196 masked, smooth L1. */
    VISION,
    /** Sound of 4 s, 100 of 199 tokens masked, squared error. */
    AUDIO,
    /** Tokens of a vocabulary of 50,265, 35 in 100 masked, smooth L1. */
    TEXT
  }

  /** Sizes of the model. */
  enum Size {
    /** 64 wide, 2 blocks, 2 heads, batch 2: over at once, to see that it works. */
    TINY(64, 2),
    /** 384 wide, 6 heads, and 12 blocks for images, 6 for sound and text. */
    PEER(384, 6),
    /** 768 wide, 12 blocks, 12 heads. */
    BASE(768, 12);

    private final int width;
    private final int heads;

    Size(int width, int heads) {
      this.width = width;
      this.heads = heads;
    }

    private <T> T pick(T tiny, T peer, T base) {
      return switch (this) {
        case TINY -> tiny;
        case PEER -> peer;
        case BASE -> base;
      };
    }
  }

  /**
   * The work of this size.
   *
   * @param length tokens of a sample of text or sound, if other than usual
   */
  static StepWork of(Of modality, Size size, Optional<Integer> length) {
    return switch (modality) {
      case VISION -> vision(size);
      case AUDIO -> audio(size, length);
      case TEXT -> text(size, length);
    };
  }

  private static StepWork vision(Size size) {
    int batch = size.pick(2, 16, 8);
    return new StepWork(
        "vision-base",
        settings(
            size,
            batch,
            size.pick(2, 12, 12),
            size.pick(2, 6, 6),
            "transformer.drop_path=0",
            "targets.source=block"),
        Noise.normal(batch, Shape.of(3, 224, 224)),
        118);
  }

  private static StepWork audio(Size size, Optional<Integer> length) {
    int sound = length.map(tokens -> STRIDE * tokens + REST).orElse(64_000);
    int batch = size.pick(2, 4, 2);
    return new StepWork(
        "speech-base",
        settings(
            size,
            batch,
            size.pick(2, 6, 12),
            size.pick(2, 4, 8),
            "transformer.dropout=0",
            "transformer.layer_drop=0",
            "encoder.lengths=[" + sound + "]"),
        Noise.normal(batch, Shape.of(sound)),
        length.map(tokens -> tokens / 2).orElse(100));
  }

  private static StepWork text(Size size, Optional<Integer> length) {
    int batch = size.pick(2, 32, 8);
    int tokens = length.orElse(size.pick(128, 128, 512));
    return new StepWork(
        "text-base",
        settings(
            size,
            batch,
            size.pick(2, 6, 12),
            size.pick(2, 5, 10),
            "transformer.dropout=0",
            "encoder.lengths=[" + tokens + "]",
            "training.accumulate=1"),
        Noise.ids(batch, tokens, 50_264),
        tokens * 35 / 100);
  }

  private static List<String> settings(
      Size size, int batch, int layers, int targets, String... others) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "transformer.width=" + size.width,
                "transformer.feed_forward=" + 4 * size.width,
                "transformer.heads=" + size.heads,
                "transformer.layers=" + layers,
                "transformer.attention_dropout=0",
                "targets.layers=" + targets,
                "optimizer.learning_rate=5e-4",
                "optimizer.weight_decay=0.01",
                "training.batch=" + batch));
    all.addAll(List.of(others));
    return all;
  }
}
