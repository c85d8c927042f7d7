package io.d2v.vision;

import java.util.random.RandomGenerator;

/**
 * Noise in place of a rectangle (Zhong et al. 2020), as timm's {@code RandomErasing} with mode
 * {@code pixel} and one rectangle (data/random_erasing.py).
 *
 * @param probability of a rectangle
 */
record RandomErasing(double probability) {
  private static final double LEAST_AREA = 0.02;
  private static final double MOST_AREA = 1.0 / 3;
  private static final double LEAST_ASPECT = 0.3; // to its inverse
  private static final int ATTEMPTS = 10;

  /**
   * Erases in place.
   *
   * @param pixels normalised: {@code [channels, side, side]}
   */
  void apply(float[] pixels, int side, RandomGenerator random) {
    if (probability == 0 || random.nextDouble() >= probability) {
      return;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double share = LEAST_AREA + (MOST_AREA - LEAST_AREA) * random.nextDouble();
      double aspect = Math.exp((1 - 2 * random.nextDouble()) * Math.log(LEAST_ASPECT));
      double area = share * side * side;
      int height = (int) Math.rint(Math.sqrt(area * aspect));
      int width = (int) Math.rint(Math.sqrt(area / aspect));
      if (height < side && width < side) {
        int top = random.nextInt(side - height + 1);
        int left = random.nextInt(side - width + 1);
        erase(pixels, side, new Crop(top, left, height, width), random);
        return;
      }
    }
  }

  private static void erase(float[] pixels, int side, Crop place, RandomGenerator random) {
    for (int plane = 0; plane < pixels.length; plane += side * side) {
      for (int y = place.top(); y < place.top() + place.height(); y++) {
        for (int x = place.left(); x < place.left() + place.width(); x++) {
          pixels[plane + y * side + x] = (float) random.nextGaussian();
        }
      }
    }
  }
}
