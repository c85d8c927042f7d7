package io.d2v.bench.decode;

import java.util.stream.LongStream;

/**
 * What modified Kneser-Ney smoothing takes off a count of one, of two, and of more (Chen and
 * Goodman 1999, equation 26).
 *
 * @param estimated whether they follow from the text; one that is too small for that has those
 *     which KenLM falls back to
 */
record Discounts(double one, double two, double more, boolean estimated) {
  private static final Discounts OF_SMALL_TEXTS = new Discounts(0.5, 1, 1.5, false);

  /** From the counts of one order. */
  static Discounts of(long[] counts) {
    double[] had = new double[5];
    LongStream.of(counts).filter(c -> c >= 1 && c <= 4).forEach(c -> had[(int) c]++);
    double ratio = had[1] / (had[1] + 2 * had[2]);
    double[] taken = new double[4];
    for (int count = 1; count <= 3; count++) {
      taken[count] = count - (count + 1) * ratio * had[count + 1] / had[count];
      if (!(taken[count] > 0 && taken[count] <= count)) {
        return OF_SMALL_TEXTS;
      }
    }
    return new Discounts(taken[1], taken[2], taken[3], true);
  }

  double of(long count) {
    return count == 0 ? 0 : count == 1 ? one : count == 2 ? two : more;
  }
}
