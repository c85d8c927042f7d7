package io.d2v.core.optim;

import io.d2v.api.Default;
import java.util.Optional;

/**
 * The recipe's {@code optimizer} section.
 *
 * @param learningRate the highest one, at the end of the warm-up
 * @param beta1 decay of the gradient's mean
 * @param beta2 decay of the squared gradient's mean
 * @param epsilon added to the root of the squared gradient's mean, without bias correction
 * @param weightDecay decoupled, times the learning rate
 * @param decay which parameters decay
 * @param clip largest norm of the whole gradient; no limit if left out
 */
public record AdamSettings(
    double learningRate,
    @Default("0.9") double beta1,
    @Default("0.98") double beta2,
    @Default("1e-6") double epsilon,
    @Default("0.01") double weightDecay,
    @Default("all") Decay decay,
    Optional<Double> clip) {
  /** Which parameters decay. */
  public enum Decay {
    /** Every one, as the reference's public runs do. */
    ALL,
    /** Those of two axes and more; biases, norms and scales do not. */
    MATRICES
  }

  /** Checks the ranges. */
  public AdamSettings {
    require(learningRate > 0, "learning_rate is above 0");
    require(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1, "betas are from 0 to below 1");
    require(epsilon > 0, "epsilon is above 0");
    require(weightDecay >= 0, "weight_decay is at least 0");
    require(clip.orElse(1.0) > 0, "clip is above 0");
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
