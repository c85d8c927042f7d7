package io.d2v.core.optim;

import io.d2v.api.Default;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's {@code schedule} section, for the schedules that come with d2v.
 *
 * @param warmupSteps updates of linear rise; the tri-stage's come from {@code phases} if this is 0
 * @param warmupShare the same as a share of the run, where {@code warmupSteps} is 0
 * @param minimum lowest learning rate of cosine and polynomial
 * @param period updates from highest to lowest; what is left of the run if left out
 * @param shrink cosine: what each further period is multiplied by
 * @param power polynomial: 1 is a line
 * @param phases tri-stage: shares of the run that rise, hold and fall
 * @param startShare tri-stage: share of the highest learning rate at the start
 * @param endShare tri-stage: share of it at the end
 */
public record ScheduleSettings(
    @Default("0") long warmupSteps,
    @Default("0") double warmupShare,
    @Default("0") double minimum,
    Optional<Long> period,
    @Default("0.1") double shrink,
    @Default("1") double power,
    @Default("[0.03, 0.9, 0.07]") List<Double> phases,
    @Default("0.01") double startShare,
    @Default("0.01") double endShare) {
  /** Checks the ranges. */
  public ScheduleSettings {
    phases = List.copyOf(phases);
    if (!(warmupShare >= 0 && warmupShare < 1)) {
      throw new IllegalArgumentException("warmup_share is from 0 to below 1");
    }
    if (warmupSteps < 0 || minimum < 0 || period.orElse(1L) < 1 || shrink <= 0 || power <= 0) {
      throw new IllegalArgumentException(
          "warmup_steps and minimum are at least 0, period at least 1, shrink and power above 0");
    }
    if (phases.size() != 3 || Math.abs(phases.stream().mapToDouble(p -> p).sum() - 1) > 1e-6) {
      throw new IllegalArgumentException("phases are three shares that add up to 1: " + phases);
    }
  }

  /**
   * Updates of linear rise.
   *
   * @param updates in the whole run
   */
  long warmup(long updates) {
    return warmupSteps > 0 ? warmupSteps : (long) (warmupShare * updates);
  }
}
