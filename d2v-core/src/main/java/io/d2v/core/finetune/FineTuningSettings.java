package io.d2v.core.finetune;

import io.d2v.api.Default;
import io.d2v.core.data.Cut;
import io.d2v.core.data.MixingSettings;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's {@code finetune} section.
 *
 * @param layerDecay what the learning rate is multiplied by from each block to the one below it
 *     (BEiT, Bao et al. 2021: 0.65 for Base)
 * @param frozen beginnings of the paths of parameters that stay as they are
 * @param fullRate beginnings of the paths of the encoder's parameters that layer decay leaves out:
 *     BEiT's relative positions
 * @param headSteps updates at first that train the head alone
 * @param masked whether tokens are masked in training, as the masker section says
 * @param average decay of a moving average of all weights that is judged in their place; none if
 *     left out
 * @param smoothing label smoothing: share of a label that is spread over all classes (Szegedy et
 *     al. 2016)
 * @param mixing how the samples of a batch are mixed; not at all if left out
 * @param cut how samples of several lengths come into the encoder's sizes
 * @param epochs how often each sample comes; {@code training.steps} counts if left out
 * @param evaluateEvery updates between judgements; a tenth of the run if left out
 */
public record FineTuningSettings(
    @Default("1") double layerDecay,
    @Default("[]") List<String> frozen,
    @Default("[]") List<String> fullRate,
    @Default("0") long headSteps,
    @Default("false") boolean masked,
    Optional<Double> average,
    @Default("0") double smoothing,
    Optional<MixingSettings> mixing,
    @Default("longest") Cut cut,
    Optional<Double> epochs,
    Optional<Long> evaluateEvery) {
  /** Checks the ranges. */
  public FineTuningSettings {
    frozen = List.copyOf(frozen);
    fullRate = List.copyOf(fullRate);
    require(layerDecay > 0 && layerDecay <= 1, "layer_decay is above 0, at most 1");
    require(headSteps >= 0, "head_steps is at least 0");
    require(average.stream().allMatch(d -> d >= 0 && d < 1), "average is from 0 to below 1");
    require(smoothing >= 0 && smoothing < 1, "smoothing is from 0 to below 1");
    require(epochs.stream().allMatch(n -> n > 0), "epochs is above 0");
    require(evaluateEvery.stream().allMatch(n -> n > 0), "evaluate_every is above 0");
  }

  /** Updates between judgements of a run of so many. */
  public long evaluateEvery(long steps) {
    return evaluateEvery.orElse(Math.max(1, steps / 10));
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
