package io.d2v.core.data;

import io.d2v.api.Default;

/**
 * How the samples of a batch are mixed in fine-tuning, as timm's {@code Mixup} (data/mixup.py).
 * BEiT's fine-tuning on ImageNet: mixup 0.8, cutmix 1, the rest by default.
 *
 * @param mixup the first one's share is drawn from Beta(mixup, mixup) when both are blended; 0 is
 *     never
 * @param cutmix the same, when a part of one is pasted on the other; 0 is never
 * @param probability of mixing at all
 * @param pasting probability of pasting rather than blending, where both are on
 * @param each what is drawn for: a batch, or each of its samples
 */
public record MixingSettings(
    @Default("0") double mixup,
    @Default("0") double cutmix,
    @Default("1") double probability,
    @Default("0.5") double pasting,
    @Default("batch") Each each) {
  /** What draws are made for. */
  public enum Each {
    /** All samples of a batch are mixed alike. */
    BATCH,
    /** Each sample is mixed in its own way. */
    SAMPLE
  }

  /** Checks the ranges. */
  public MixingSettings {
    require(mixup >= 0 && mixup <= 100, "mixup is from 0 to 100");
    require(cutmix >= 0 && cutmix <= 100, "cutmix is from 0 to 100");
    require(probability >= 0 && probability <= 1, "probability is from 0 to 1");
    require(pasting >= 0 && pasting <= 1, "pasting is from 0 to 1");
  }

  /** No mixing. */
  public static MixingSettings none() {
    return new MixingSettings(0, 0, 1, 0.5, Each.BATCH);
  }

  /** Whether anything is ever mixed. */
  public boolean on() {
    return probability > 0 && (mixup > 0 || cutmix > 0);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
