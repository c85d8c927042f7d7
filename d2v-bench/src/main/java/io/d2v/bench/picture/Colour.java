package io.d2v.bench.picture;

/** Colours as {@code 0xRRGGBB}. */
final class Colour {
  private static final int BRIGHTEST = 255;

  private Colour() {}

  static int of(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  /** From 0 to 1 becomes 0 to 255, with what lies outside cut off. */
  static int level(double brightness) {
    return (int) Math.round(Math.max(0, Math.min(1, brightness)) * BRIGHTEST);
  }
}
