package io.d2v.testkit.reference;

/** The Gauss error function to double precision, from Abramowitz and Stegun 1964. */
final class Erf {
  private static final double SERIES_ENDS = 2.5;
  private static final int FRACTION_TERMS = 120;

  private Erf() {}

  static double of(double x) {
    double size = Math.abs(x);
    return Math.copySign(size < SERIES_ENDS ? series(size) : 1 - fraction(size), x);
  }

  /** 7.1.6, whose terms are all positive, so that nothing cancels. */
  private static double series(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  /** The complement as a continued fraction, 7.1.14, from its innermost term outwards. */
  private static double fraction(double x) {
    double below = x;
    for (int n = FRACTION_TERMS; n >= 1; n--) {
      below = x + n / 2.0 / below;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / below;
  }
}
