package io.d2v.core.tensorboard;

import java.util.Arrays;

/**
 * How many of some finite numbers lie in each of equally wide parts of their range.
 *
 * @param limits the upper end of each part
 * @param counts as many as limits
 */
@SuppressWarnings("ArrayRecordComponent") // made once and written
record Histogram(
    double least,
    double most,
    double count,
    double sum,
    double squares,
    double[] limits,
    double[] counts) {
  private static final int PARTS = 30;

  static Histogram of(float[] numbers) {
    double[] finite = finite(numbers);
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(0);
    double width = (most - least) / PARTS;
    double[] limits = new double[PARTS];
    Arrays.setAll(limits, part -> part == PARTS - 1 ? most : least + (part + 1) * width);
    double[] counts = new double[PARTS];
    for (double number : finite) {
      int part = width > 0 ? (int) ((number - least) / width) : PARTS - 1;
      counts[Math.min(part, PARTS - 1)]++;
    }
    return new Histogram(
        least,
        most,
        finite.length,
        Arrays.stream(finite).sum(),
        Arrays.stream(finite).map(number -> number * number).sum(),
        limits,
        counts);
  }

  private static double[] finite(float[] numbers) {
    double[] all = new double[numbers.length];
    Arrays.setAll(all, i -> numbers[i]);
    return Arrays.stream(all).filter(Double::isFinite).toArray();
  }
}
