package io.d2v.core.train;

import io.d2v.api.UserError;

/**
 * Stops a run that has gone wrong: a loss that is no number, or, as in the reference after 5,000
 * updates, targets or predictions that hardly differ from one another any more.
 */
public final class CollapseGuard {
  private static final long FROM = 5_000;
  private static final double TARGETS = 0.1;
  private static final double PREDICTIONS = 0.01;
  private static final String REMEDIES =
      "\nFirst remedies: a lower learning rate, a longer warm-up, a higher ema_start."
          + " The last checkpoint is from before.";

  private CollapseGuard() {}

  static void check(long step, TrainingStep.Measured measured) {
    finite(step, measured);
    if (step > FROM) {
      require(step, measured, Goal.TARGET_VARIANCE, TARGETS);
      require(step, measured, Goal.PREDICTION_VARIANCE, PREDICTIONS);
    }
  }

  /** Stops a run whose loss or gradient is no number. */
  public static void finite(long step, TrainingStep.Measured measured) {
    if (!Double.isFinite(measured.loss()) || !Double.isFinite(measured.gradientNorm())) {
      throw new UserError(
          UserError.Kind.TRAINING,
          "step "
              + step
              + ": the loss is "
              + measured.loss()
              + " and the gradient norm "
              + measured.gradientNorm()
              + REMEDIES);
    }
  }

  private static void require(
      long step, TrainingStep.Measured measured, String gauge, double least) {
    double value = measured.gauge(gauge);
    if (value < least) {
      throw new UserError(
          UserError.Kind.TRAINING,
          "step "
              + step
              + ": the representation has collapsed: "
              + gauge
              + " is "
              + value
              + ", below "
              + least
              + REMEDIES);
    }
  }
}
