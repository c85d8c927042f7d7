package io.d2v.vision;

import java.util.List;

/**
 * What RandAugment chooses from: timm's {@code _RAND_INCREASING_TRANSFORMS} (data/auto_augment.py),
 * of which a higher level always changes more.
 */
enum Augmentation {
  AUTO_CONTRAST,
  EQUALIZE,
  INVERT,
  ROTATE,
  POSTERIZE,
  SOLARIZE,
  SOLARIZE_ADD,
  COLOR,
  CONTRAST,
  BRIGHTNESS,
  SHARPNESS,
  SHEAR_X,
  SHEAR_Y,
  TRANSLATE_X,
  TRANSLATE_Y;

  private static final double DEGREES = 30;
  private static final double SHEAR = 0.3;
  private static final double SHIFT = 0.45; // of the side; timm's translate_pct
  private static final double ENHANCEMENT = 0.9;
  private static final double LEAST_ENHANCEMENT = 0.1;

  /**
   * The changed picture.
   *
   * @param level from 0 to 1
   * @param sign 1 or -1: which way, where there are two
   * @param how geometric changes interpolate
   * @param fill the level of each channel where a moved picture leaves room
   */
  Levels apply(Levels in, double level, int sign, Resampling how, List<Integer> fill) {
    float factor = (float) Math.max(LEAST_ENHANCEMENT, 1 + sign * ENHANCEMENT * level);
    return switch (this) {
      case AUTO_CONTRAST -> in.byHistogram(Augmentation::stretched);
      case EQUALIZE -> in.byHistogram(Augmentation::equalized);
      case INVERT -> in.each(value -> Levels.MOST - value);
      case ROTATE ->
          Warp.rotation(sign * DEGREES * level, in.height(), in.width()).apply(in, how, fill);
      case POSTERIZE -> posterized(in, 4 - (int) (level * 4));
      case SOLARIZE -> solarized(in, 256 - (int) (level * 256));
      case SOLARIZE_ADD -> brightened(in, (int) (level * 110));
      case COLOR -> in.blended(in.grey(), factor);
      case CONTRAST -> in.blended(in.flat(in.meanGrey()), factor);
      case BRIGHTNESS -> in.blended(in.flat(0), factor);
      case SHARPNESS -> in.blended(in.smoothed(), factor);
      case SHEAR_X -> Warp.shear(sign * SHEAR * level, 0).apply(in, how, fill);
      case SHEAR_Y -> Warp.shear(0, sign * SHEAR * level).apply(in, how, fill);
      case TRANSLATE_X -> Warp.shift(sign * SHIFT * level * in.width(), 0).apply(in, how, fill);
      case TRANSLATE_Y -> Warp.shift(0, sign * SHIFT * level * in.height()).apply(in, how, fill);
    };
  }

  private static Levels posterized(Levels in, int bits) {
    int kept = -(1 << (Byte.SIZE - bits));
    return in.each(value -> value & kept);
  }

  private static Levels solarized(Levels in, int threshold) {
    return in.each(value -> value < threshold ? value : Levels.MOST - value);
  }

  private static Levels brightened(Levels in, int more) {
    return in.each(value -> value < 128 ? Math.min(Levels.MOST, value + more) : value);
  }

  /** The darkest becomes black, the lightest white. */
  private static int[] stretched(int[] histogram) {
    int low = first(histogram, 1);
    int high = first(histogram, -1);
    double scale = high > low ? (double) Levels.MOST / (high - low) : 1;
    double offset = high > low ? -low * scale : 0;
    int[] table = new int[histogram.length];
    for (int i = 0; i < table.length; i++) {
      table[i] = Math.max(0, Math.min(Levels.MOST, (int) (i * scale + offset)));
    }
    return table;
  }

  /** As many pixels of each level as of any other. */
  private static int[] equalized(int[] histogram) {
    int total = 0;
    for (int count : histogram) {
      total += count;
    }
    int step = (total - histogram[first(histogram, -1)]) / Levels.MOST;
    int[] table = new int[histogram.length];
    int sum = step / 2;
    for (int i = 0; i < table.length; i++) {
      table[i] = step == 0 ? i : Math.min(Levels.MOST, sum / step);
      sum += histogram[i];
    }
    return table;
  }

  /** The first level that occurs, from below or from above. */
  private static int first(int[] histogram, int direction) {
    int level = direction > 0 ? 0 : Levels.MOST;
    while (histogram[level] == 0) {
      level += direction;
    }
    return level;
  }
}
