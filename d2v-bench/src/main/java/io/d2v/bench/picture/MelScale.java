package io.d2v.bench.picture;

/**
 * Frequencies as hearing has them apart (HTK's formula), in bands from 0 to half the rate.
 *
 * @param rate how often a second the sound was measured
 */
record MelScale(int rate, int count) {
  /** Where a frequency lies: 0 at the lowest, 1 at the highest. */
  double place(double hertz) {
    return mel(hertz) / mel(rate / 2.0);
  }

  /**
   * The energy in bands that are triangles and overlap by half.
   *
   * @param power of frequencies at even distances, from 0 to half the rate
   */
  double[] bands(double[] power) {
    double[] bands = new double[count];
    for (int i = 0; i < power.length; i++) {
      double hertz = i * (rate / 2.0) / (power.length - 1);
      double middle = place(hertz) * count - 0.5; // whole in the middle of a band
      int below = (int) Math.floor(middle);
      double share = middle - below;
      bands[Math.max(0, below)] += power[i] * (1 - share);
      bands[Math.min(count - 1, below + 1)] += power[i] * share;
    }
    return bands;
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }
}
