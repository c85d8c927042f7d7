package io.d2v.core.objective;

import io.d2v.api.Default;
import java.util.Optional;

/**
 * The recipe's {@code objective} section, where it names {@code data2vec} or nothing.
 *
 * @param beta where the smooth L1 loss turns from square to line; 0 is the squared error
 * @param lossScale what the loss is multiplied by; {@code 1/sqrt(width)} if left out
 * @param headLayers linear layers between the student's output and its prediction; 0 for none
 * @param emaStart the teacher's decay after the first update
 * @param emaEnd its decay from update {@code emaSteps} on
 * @param emaSteps over how many updates the decay rises linearly
 */
public record ObjectiveSettings(
    @Default("0") double beta,
    Optional<Double> lossScale,
    @Default("0") int headLayers,
    double emaStart,
    double emaEnd,
    long emaSteps) {
  /** Checks the ranges. */
  public ObjectiveSettings {
    require(beta >= 0, "beta is at least 0");
    require(lossScale.orElse(1.0) > 0, "loss_scale is above 0");
    require(headLayers >= 0, "head_layers is at least 0");
    Ema.check(emaStart, emaEnd, emaSteps);
  }

  /**
   * The teacher's decay after an update, as the reference computes it.
   *
   * @param update counted from 1
   */
  public double decay(long update) {
    return Ema.decay(emaStart, emaEnd, emaSteps, update);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
