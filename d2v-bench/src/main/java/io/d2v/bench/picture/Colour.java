package io.d2v.bench.picture;

/** Colours as {@code 0xRRGGBB}. */
final class Colour {
  private static final int BRIGHTEST = 255;

  private Colour() {}

  static int of(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  /** As bright, without colour (Rec. 601). */
  static int grey(int colour) {
    double bright =
        (0.299 * (colour >> 16 & BRIGHTEST)
                + 0.587 * (colour >> 8 & BRIGHTEST)
                + 0.114 * (colour & BRIGHTEST))
            / BRIGHTEST;
    return of(bright, bright, bright);
  }

  /** Between two, so much of the second. */
  static int mixed(int first, int second, double share) {
    int mixed = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      double level =
          (1 - share) * (first >> shift & BRIGHTEST) + share * (second >> shift & BRIGHTEST);
      mixed = mixed << 8 | level(level / BRIGHTEST);
    }
    return mixed;
  }

  /** From 0 to 1 becomes 0 to 255, with what lies outside cut off. */
  static int level(double brightness) {
    return (int) Math.round(Math.max(0, Math.min(1, brightness)) * BRIGHTEST);
  }
}
