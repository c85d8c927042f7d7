package io.d2v.bench.probe;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The mean of repeated measurements and its 95 % confidence interval by Student's t.
 *
 * @param halfWidth infinite where there was one measurement alone
 */
public record Interval(double mean, double halfWidth) {
  private static final double UPPER_TAIL = 0.025;

  /** Of these measurements, one or more. */
  public static Interval of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("no values to take the mean of");
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    if (values.length == 1) {
      return new Interval(mean, Double.POSITIVE_INFINITY);
    }
    int freedom = values.length - 1;
    double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / freedom;
    double t = TDistribution.of(freedom).inverseSurvivalProbability(UPPER_TAIL);
    return new Interval(mean, t * Math.sqrt(variance / values.length));
  }

  /** Its lower end. */
  public double low() {
    return mean - halfWidth;
  }

  /** Its upper end. */
  public double high() {
    return mean + halfWidth;
  }

  /** Whether all of it lies above all of the other. */
  public boolean above(Interval other) {
    return low() > other.high();
  }

  /** Such as {@code 0.612 ± 0.014}, or the mean alone where one measurement has no interval. */
  @Override
  public String toString() {
    return Double.isInfinite(halfWidth)
        ? String.format(Locale.ROOT, "%.3f", mean)
        : String.format(Locale.ROOT, "%.3f \u00b1 %.3f", mean, halfWidth);
  }
}
