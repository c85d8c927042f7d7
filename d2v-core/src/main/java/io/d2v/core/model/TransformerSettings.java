package io.d2v.core.model;

import io.d2v.api.Default;
import java.util.Optional;

/**
 * The recipe's {@code transformer} section.
 *
 * @param width of a token
 * @param layers how many blocks
 * @param heads of attention; they divide the width
 * @param feedForward width of the feed-forward part's middle; four times the width if left out
 * @param norm where a block normalises
 * @param layerScale first value of the learned scale of each residual branch (Touvron et al. 2021);
 *     none if left out
 * @param keyBias whether keys have a bias; BEiT's have none
 * @param dropout probability after attention and after the feed-forward part
 * @param attentionDropout probability on attention weights
 * @param activationDropout probability after the GELU
 * @param dropPath probability of leaving out a residual branch for a sample in the last block; it
 *     rises linearly from 0 in the first (BEiT)
 * @param layerDrop probability of leaving out a whole block for a step (wav2vec 2.0)
 * @param epsilon of every layer norm
 * @param init how weights begin
 * @param attentionRows how many queries attend at a time, which bounds the memory for attention
 *     weights; if left out, all of up to 2,048 tokens, and 256 of more
 */
public record TransformerSettings(
    int width,
    int layers,
    int heads,
    Optional<Integer> feedForward,
    @Default("pre") Norm norm,
    Optional<Double> layerScale,
    @Default("true") boolean keyBias,
    @Default("0") double dropout,
    @Default("0") double attentionDropout,
    @Default("0") double activationDropout,
    @Default("0") double dropPath,
    @Default("0") double layerDrop,
    @Default("1e-5") double epsilon,
    @Default("xavier") Weights init,
    Optional<Integer> attentionRows) {

  /** Far above any model, so that a matrix of any file's settings has a size that can be said. */
  private static final int MOST_WIDTH = 1 << 14;

  private static final int MOST_LAYERS = 1000;

  /** Where a block normalises. */
  public enum Norm {
    /** Before attention and feed-forward, and once after the last block. */
    PRE,
    /**
     * Before attention and feed-forward alone: whoever reads the last block's output normalises
     * what it makes of it (BEiT's mean pooling).
     */
    PRE_INSIDE,
    /** After each residual sum. */
    POST
  }

  /** How weights begin. */
  public enum Weights {
    /** Uniform, by fan in and fan out (Glorot and Bengio 2010). */
    XAVIER,
    /**
     * Normal with deviation 0.02, cut at two deviations; the last matrix of each residual branch
     * divided by {@code sqrt(2 block)} (BEiT).
     */
    BEIT,
    /** Normal with deviation 0.02 (BERT). */
    BERT
  }

  /** Checks the ranges. */
  public TransformerSettings {
    require(width >= 1 && layers >= 1 && heads >= 1, "width, layers and heads are at least 1");
    require(
        width <= MOST_WIDTH && feedForward.orElse(1) <= 4 * MOST_WIDTH && layers <= MOST_LAYERS,
        "width is at most 16384, feed_forward 65536 and layers 1000: more is taken for a mistake");
    require(width % heads == 0, "width " + width + " is no multiple of heads " + heads);
    require(feedForward.orElse(1) >= 1, "feed_forward is at least 1");
    require(attentionRows.orElse(1) >= 1, "attention_rows is at least 1");
    for (double p :
        new double[] {dropout, attentionDropout, activationDropout, dropPath, layerDrop}) {
      require(p >= 0 && p < 1, "a dropout probability is from 0 to below 1, not " + p);
    }
    require(epsilon > 0, "epsilon is above 0");
  }

  int feedForwardWidth() {
    return feedForward.orElse(4 * width);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
