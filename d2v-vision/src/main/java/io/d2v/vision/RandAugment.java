package io.d2v.vision;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A few changes of a picture, chosen at random (Cubuk et al. 2020), as timm's {@code
 * rand-m9-mstd0.5-inc1}, which fine-tuning of BEiT and MAE uses: 2 of {@link Augmentation}, each
 * left out half of the time, at a magnitude of about 9 out of 10.
 *
 * @param operations how many are chosen; one can be chosen twice
 * @param magnitude from 0 to 10
 * @param deviation of the magnitude's normal distribution; what is outside 0 to 10 is cut off
 * @param how geometric changes interpolate
 * @param fill the colour of room that they leave, in levels
 */
record RandAugment(
    int operations, double magnitude, double deviation, Resampling how, List<Integer> fill) {
  static final double MOST = 10;

  private static final double APPLIED = 0.5; // timm's prob

  static RandAugment of(PatchSettings settings) {
    List<Integer> mean =
        settings.mean().stream()
            .map(share -> (int) Math.max(0, Math.min(255, Math.rint(255 * share))))
            .toList();
    return new RandAugment(
        settings.randAugment(),
        settings.randMagnitude(),
        settings.randDeviation(),
        settings.interpolation(),
        mean);
  }

  Picture apply(Picture picture, RandomGenerator random) {
    if (operations == 0) {
      return picture;
    }
    Augmentation[] choices = Augmentation.values();
    Levels levels = Levels.of(picture);
    for (int i = 0; i < operations; i++) {
      Augmentation chosen = choices[random.nextInt(choices.length)];
      boolean applied = random.nextDouble() < APPLIED;
      double drawn = magnitude + deviation * random.nextGaussian();
      int sign = random.nextBoolean() ? 1 : -1;
      if (applied) {
        double level = Math.max(0, Math.min(MOST, drawn)) / MOST;
        levels = chosen.apply(levels, level, sign, how, fill);
      }
    }
    return levels.picture();
  }
}
