package io.d2v.core.objective;

import io.d2v.api.Default;
import java.util.Optional;

/**
 * The recipe's {@code objective} section where its name is {@code data2vec2}.
 *
 * @param beta where the smooth L1 loss turns from square to line; 0 is the squared error
 * @param lossScale what the loss is multiplied by; {@code 1/sqrt(width)} if left out
 * @param classLoss share of the class token's loss, which predicts the mean of the targets
 * @param clones masks of a sample in a step
 * @param noise deviation of what stands for hidden tokens in the decoder
 * @param teacher what the teacher has of its own, averaged
 * @param emaStart the teacher's decay after the first update
 * @param emaEnd its decay from update {@code emaSteps} on
 * @param emaSteps over how many updates the decay rises linearly
 * @param decoder what predicts hidden tokens
 */
public record Data2Vec2Settings(
    @Default("0") double beta,
    Optional<Double> lossScale,
    @Default("0") double classLoss,
    int clones,
    @Default("0.01") double noise,
    Own teacher,
    double emaStart,
    double emaEnd,
    long emaSteps,
    DecoderSettings decoder) {
  private static final int MOST_CLONES = 1 << 10;

  /** What a teacher has of its own; the rest is the student's. */
  public enum Own {
    /** All but the decoder: images. */
    WHOLE,
    /** Positions and transformer; it takes over how the student embeds tokens: sound. */
    CONTEXT,
    /** The transformer alone: text. */
    BLOCKS
  }

  /** Checks the ranges. */
  public Data2Vec2Settings {
    require(beta >= 0, "beta is at least 0");
    require(lossScale.orElse(1.0) > 0, "loss_scale is above 0");
    require(classLoss >= 0, "class_loss is at least 0");
    require(clones >= 1 && clones <= MOST_CLONES, "clones is from 1 to " + MOST_CLONES);
    require(noise >= 0, "noise is at least 0");
    Ema.check(emaStart, emaEnd, emaSteps);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
