package io.d2v.core.data;

import java.util.random.RandomGenerator;

/** The symmetric beta distribution. */
final class Beta {
  private Beta() {}

  /**
   * Draws from Beta(alpha, alpha), as one of two gammas' share.
   *
   * @param alpha above 0
   */
  static double draw(double alpha, RandomGenerator random) {
    double first = logGamma(alpha, random);
    double second = logGamma(alpha, random);
    return 1 / (1 + Math.exp(second - first)); // in logarithms: both can be too small for a double
  }

  /** The logarithm of a draw from Gamma(alpha, 1) (Marsaglia and Tsang 2000). */
  private static double logGamma(double alpha, RandomGenerator random) {
    if (alpha < 1) {
      return logGamma(alpha + 1, random) + Math.log(1 - random.nextDouble()) / alpha;
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1 + c * x;
      if (v > 0) {
        double cube = v * v * v;
        double u = 1 - random.nextDouble();
        if (Math.log(u) < x * x / 2 + d * (1 - cube + Math.log(cube))) {
          return Math.log(d * cube);
        }
      }
    }
  }
}
