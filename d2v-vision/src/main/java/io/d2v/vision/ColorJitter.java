package io.d2v.vision;

import java.util.random.RandomGenerator;

/**
 * Random changes of brightness, contrast, saturation and hue in a random order (torchvision's
 * {@code ColorJitter}).
 *
 * @param strength of brightness, contrast and saturation: factors from 1 - strength to 1 + strength
 * @param hue largest turn of the colour circle, at most a half
 */
record ColorJitter(double strength, double hue) {
  private enum Change {
    BRIGHTNESS,
    CONTRAST,
    SATURATION,
    HUE
  }

  Picture apply(Picture picture, RandomGenerator random) {
    if (strength == 0 && hue == 0) {
      return picture;
    }
    Change[] changes = Change.values();
    Picture result = picture;
    for (int i = 0; i < changes.length; i++) {
      int swap = i + random.nextInt(changes.length - i);
      Change next = changes[swap];
      changes[swap] = changes[i];
      changes[i] = next;
      double draw = 2 * random.nextDouble() - 1;
      result = apply(next, result, draw);
    }
    return result;
  }

  private Picture apply(Change change, Picture picture, double draw) {
    float factor = (float) (1 + strength * draw);
    return switch (change) {
      case BRIGHTNESS -> blended(picture, new float[picture.height() * picture.width()], factor);
      case CONTRAST -> blended(picture, meanGrey(picture), factor);
      case SATURATION -> blended(picture, picture.withChannels(1).pixels(), factor);
      case HUE -> picture.channels() == 1 || hue == 0 ? picture : turned(picture, hue * draw);
    };
  }

  /** {@code factor * picture + (1 - factor) * grey}, kept within 0 and 1. */
  private static Picture blended(Picture picture, float[] grey, float factor) {
    float[] pixels = picture.pixels();
    float[] result = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      float mixed = factor * pixels[i] + (1 - factor) * grey[i % grey.length];
      result[i] = Math.max(0, Math.min(1, mixed));
    }
    return new Picture(picture.channels(), picture.height(), picture.width(), result);
  }

  private static float[] meanGrey(Picture picture) {
    double sum = 0;
    float[] grey = picture.withChannels(1).pixels();
    for (float pixel : grey) {
      sum += pixel;
    }
    return new float[] {(float) (sum / grey.length)};
  }

  /** Turns the hue, in HSV. */
  private static Picture turned(Picture picture, double turn) {
    int size = picture.height() * picture.width();
    float[] in = picture.pixels();
    float[] out = new float[in.length];
    for (int i = 0; i < size; i++) {
      float r = in[i];
      float g = in[size + i];
      float b = in[2 * size + i];
      float value = Math.max(r, Math.max(g, b));
      float chroma = value - Math.min(r, Math.min(g, b));
      double sextant = (sextant(r, g, b, value, chroma) + 6 * turn + 12) % 6;
      out[i] = channel(value, chroma, (sextant + 5) % 6);
      out[size + i] = channel(value, chroma, (sextant + 3) % 6);
      out[2 * size + i] = channel(value, chroma, (sextant + 1) % 6);
    }
    return new Picture(3, picture.height(), picture.width(), out);
  }

  private static double sextant(float r, float g, float b, float value, float chroma) {
    if (chroma == 0) {
      return 0;
    }
    if (value == r) {
      return (g - b) / chroma;
    }
    return value == g ? 2 + (b - r) / chroma : 4 + (r - g) / chroma;
  }

  private static float channel(float value, float chroma, double k) {
    return (float) (value - chroma * Math.max(0, Math.min(1, Math.min(k, 4 - k))));
  }
}
