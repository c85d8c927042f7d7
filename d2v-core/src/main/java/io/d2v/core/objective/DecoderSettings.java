package io.d2v.core.objective;

import io.d2v.api.Default;

/**
 * The recipe's {@code objective.decoder} section.
 *
 * @param width channels of its convolutions
 * @param layers how many convolutions
 * @param kernel of each, in tokens along each axis of the grid
 * @param groups into how many parts their channels fall
 * @param dropout probability on what goes into it
 * @param residual whether a convolution's input is added to its result where they are as wide
 * @param positions to which tokens the encoder's fixed positions are added once more
 * @param padding whether what stands at padding is heard by tokens near it
 * @param projections linear layers after the convolutions, GELU between them
 * @param projectionRatio width between the first and the last of these, as a multiple of {@code
 *     width}
 */
public record DecoderSettings(
    int width,
    int layers,
    int kernel,
    int groups,
    @Default("0") double dropout,
    @Default("true") boolean residual,
    @Default("none") Positions positions,
    @Default("counts") Padding padding,
    @Default("1") int projections,
    @Default("2") double projectionRatio) {
  /** To which tokens fixed positions are added. */
  public enum Positions {
    /** To none. */
    NONE,
    /** To hidden ones. */
    HIDDEN,
    /** To all. */
    ALL
  }

  /** Whether what stands at padding is heard by tokens near it. */
  public enum Padding {
    /** It is, as in the reference, which pads nothing in pre-training. */
    COUNTS,
    /** It is zero, as what lies beyond a sample's ends. */
    LEFT_OUT
  }

  private static final int MOST_WIDTH = 1 << 14;

  /** Far above any decoder, so that any file's settings can be built. */
  private static final int MOST_LAYERS = 1000;

  /** Checks the ranges. */
  public DecoderSettings {
    require(width >= 1 && width <= MOST_WIDTH, "width is from 1 to " + MOST_WIDTH);
    require(layers >= 1 && kernel >= 1 && groups >= 1, "layers, kernel and groups are at least 1");
    require(width % groups == 0, "width " + width + " is no multiple of groups " + groups);
    require(dropout >= 0 && dropout < 1, "dropout is from 0 to below 1");
    require(
        projections >= 1 && layers <= MOST_LAYERS && projections <= MOST_LAYERS,
        "projections is at least 1, and like layers at most " + MOST_LAYERS);
    require(
        projectionRatio * width >= 1 && projectionRatio <= 16,
        "projection_ratio is up to 16, and not so small that nothing is left");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
