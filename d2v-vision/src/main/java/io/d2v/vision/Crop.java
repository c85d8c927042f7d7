package io.d2v.vision;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A rectangle of a picture, to be resized to a square.
 *
 * @param top first row
 * @param left first column
 * @param height rows
 * @param width columns
 */
record Crop(int top, int left, int height, int width) {
  private static final int ATTEMPTS = 10;

  /**
   * A random share of the area in a random aspect, as torchvision's {@code RandomResizedCrop}: ten
   * attempts, then the largest central crop of an allowed aspect.
   */
  static Crop random(
      int height, int width, List<Double> area, List<Double> aspect, RandomGenerator random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double wanted = between(area.get(0), area.get(1), random) * height * width;
      double ratio = Math.exp(between(Math.log(aspect.get(0)), Math.log(aspect.get(1)), random));
      int w = (int) Math.rint(Math.sqrt(wanted * ratio));
      int h = (int) Math.rint(Math.sqrt(wanted / ratio));
      if (w > 0 && w <= width && h > 0 && h <= height) {
        return new Crop(random.nextInt(height - h + 1), random.nextInt(width - w + 1), h, w);
      }
    }
    double ratio = Math.max(aspect.get(0), Math.min(aspect.get(1), (double) width / height));
    int w = Math.min(width, (int) Math.rint(height * ratio));
    int h = Math.min(height, (int) Math.rint(width / ratio));
    return new Crop((height - h) / 2, (width - w) / 2, h, w);
  }

  /**
   * The central square for evaluation: all of a picture that is no larger than the model's image,
   * else what resizing the short side to more than it and cutting the centre leaves.
   *
   * @param share of the short side that is left: 7/8 where it is resized to 256 for 224
   */
  static Crop central(int height, int width, int imageSize, double share) {
    int side = Math.min(height, width);
    int kept = side <= imageSize ? side : Math.max(1, (int) Math.rint(side * share));
    return new Crop((height - kept) / 2, (width - kept) / 2, kept, kept);
  }

  private static double between(double low, double high, RandomGenerator random) {
    return low + (high - low) * random.nextDouble();
  }
}
