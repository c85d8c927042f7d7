package io.d2v.core.train;

import io.d2v.api.Default;
import io.d2v.core.recipe.Recipe;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's {@code guards} section: when a run is warned of, and when it is stopped.
 *
 * @param notFinite updates in a row whose loss or gradient is no finite number before the run stops
 * @param spike a loss counts as a spike so many deviations above the median of those before
 * @param collapseAfter updates before variances are looked at; {@code num_updates > 5000} in the
 *     reference ({@code data2vec_audio.py}, as in its other models)
 * @param targetVariance the targets' least; 0.1 in the reference ({@code min_target_var})
 * @param predictionVariance the predictions' least; 0.01 in the reference ({@code min_pred_var})
 * @param stagesEvery updates from one look at every stage of the model to the next; 0 for never
 * @param stageVariance a stage is warned of after {@code collapseAfter} where its rows spread less
 * @param stageRank likewise where they differ in fewer directions
 * @param stalledSeconds how long one stage may take before it is named
 */
public record GuardSettings(
    @Default("10") int notFinite,
    @Default("10") double spike,
    @Default("5000") long collapseAfter,
    @Default("0.1") double targetVariance,
    @Default("0.01") double predictionVariance,
    @Default("500") long stagesEvery,
    @Default("0.001") double stageVariance,
    @Default("1.1") double stageRank,
    @Default("300") long stalledSeconds) {
  /** Checks the ranges. */
  public GuardSettings {
    if (notFinite < 1 || stalledSeconds < 1) {
      throw new IllegalArgumentException("not_finite and stalled_seconds are at least 1");
    }
    if (!(spike > 0)) {
      throw new IllegalArgumentException("spike is above 0");
    }
    if (collapseAfter < 0 || !(targetVariance >= 0) || !(predictionVariance >= 0)) {
      throw new IllegalArgumentException(
          "collapse_after, target_variance and prediction_variance are at least 0");
    }
    if (stagesEvery < 0 || !(stageVariance >= 0) || !(stageRank >= 0)) {
      throw new IllegalArgumentException(
          "stages_every, stage_variance and stage_rank are at least 0");
    }
  }

  /** A recipe's. */
  public static GuardSettings of(Recipe recipe) {
    return recipe.section("guards").as(GuardSettings.class, MethodHandles.lookup());
  }

  /** The gauges that collapse shows in, with the least that each may be. */
  public List<Floor> floors() {
    return List.of(
        new Floor(Goal.TARGET_VARIANCE, targetVariance, collapseAfter),
        new Floor(Goal.PREDICTION_VARIANCE, predictionVariance, collapseAfter));
  }

  /** What a stage is warned of below, by the gauge's name in the log; nothing for other gauges. */
  public Optional<Double> stageLeast(String gauge) {
    if (StageGauges.isVariance(gauge)) {
      return Optional.of(stageVariance);
    }
    return StageGauges.isRank(gauge) ? Optional.of(stageRank) : Optional.empty();
  }

  Duration stalled() {
    return Duration.ofSeconds(stalledSeconds);
  }
}
