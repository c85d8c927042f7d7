package io.d2v.cli;

import io.d2v.api.UserError;

/**
 * How much a timed step computes.
 *
 * @param width of a token
 * @param heads of attention
 * @param layers of the transformer
 * @param targets how many of them the targets are made of
 * @param batch samples
 * @param length of a sample: pixels along a side, samples of sound, tokens of text
 */
record StepSize(int width, int heads, int layers, int targets, int batch, int length) {
  private static final int PATCH = 16;
  private static final int STRIDE = 320; // of sound from token to token
  private static final int REST = 80; // that a token hears more than its stride

  /** Sizes by name. */
  enum Of {
    /** 64 wide, 2 blocks, 2 heads, batch 2: over at once, to see that it works. */
    TINY,
    /** 384 wide, 6 heads, and 12 blocks for images, 6 for sound and text. */
    PEER,
    /** 768 wide, 12 blocks, 12 heads. */
    BASE
  }

  static StepSize of(StepWork.Of modality, Of size) {
    return switch (modality) {
      case VISION ->
          switch (size) {
            case TINY -> new StepSize(64, 2, 2, 2, 2, 224);
            case PEER -> new StepSize(384, 6, 12, 6, 16, 224);
            case BASE -> new StepSize(768, 12, 12, 6, 8, 224);
          };
      case AUDIO ->
          switch (size) {
            case TINY -> new StepSize(64, 2, 2, 2, 2, 64_000);
            case PEER -> new StepSize(384, 6, 6, 4, 4, 64_000);
            case BASE -> new StepSize(768, 12, 12, 8, 2, 64_000);
          };
      case TEXT ->
          switch (size) {
            case TINY -> new StepSize(64, 2, 2, 2, 2, 128);
            case PEER -> new StepSize(384, 6, 6, 5, 32, 128);
            case BASE -> new StepSize(768, 12, 12, 10, 8, 512);
          };
    };
  }

  StepSize twiceTheLayers() {
    return new StepSize(width, heads, 2 * layers, targets, batch, length);
  }

  StepSize twiceTheBatch() {
    return new StepSize(width, heads, layers, targets, 2 * batch, length);
  }

  /**
   * The same with another length of a sample.
   *
   * @throws UserError if it is an image's
   */
  StepSize withTokens(StepWork.Of modality, int tokens) {
    return new StepSize(
        width,
        heads,
        layers,
        targets,
        batch,
        switch (modality) {
          case VISION ->
              throw new UserError(
                  UserError.Kind.USAGE,
                  "--tokens is for text and sound; an image has as many as its size gives");
          case AUDIO -> tokens * STRIDE + REST;
          case TEXT -> tokens;
        });
  }

  /** Of images about twice as many, since they stay square: 400 in place of 196. */
  StepSize twiceTheTokens(StepWork.Of modality) {
    int longer =
        modality == StepWork.Of.VISION
            ? (int) Math.rint(length * Math.sqrt(2) / PATCH) * PATCH
            : 2 * length;
    return new StepSize(width, heads, layers, targets, batch, longer);
  }

  /** Tokens of an image. */
  int patches() {
    return (length / PATCH) * (length / PATCH);
  }
}
