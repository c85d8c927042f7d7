package io.d2v.vision;

import io.d2v.api.Example;
import io.d2v.api.Mixed;
import io.d2v.api.Mixing;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.Map;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Makes one normalised image of two, as timm's {@code Mixup} does (data/mixup.py). */
record PixelMix(int channels, int height, int width) {
  Mixed mix(Example first, Example second, Mixing how, double share, RandomGenerator random) {
    return switch (how) {
      case BLEND -> blended(first, second, share);
      case PASTE -> pasted(first, second, Box.of(height, width, share, random));
    };
  }

  private Mixed blended(Example first, Example second, double share) {
    float[] a = pixels(first);
    float[] b = pixels(second);
    float[] mixed = new float[a.length];
    float ofFirst = (float) share;
    float ofSecond = (float) (1 - share);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = ofFirst * a[i] + ofSecond * b[i];
    }
    return mixed(first, mixed, share);
  }

  private Mixed pasted(Example first, Example second, Box box) {
    float[] mixed = pixels(first).clone();
    float[] b = pixels(second);
    for (int c = 0; c < channels; c++) {
      for (int y = box.top(); y < box.bottom(); y++) {
        int at = (c * height + y) * width + box.left();
        System.arraycopy(b, at, mixed, at, box.right() - box.left());
      }
    }
    return mixed(first, mixed, 1 - (double) box.pixels() / (height * width));
  }

  private Mixed mixed(Example first, float[] pixels, double share) {
    Array array = Array.of(Shape.of(channels, height, width), pixels);
    return new Mixed(new Example(Map.of(PatchEncoder.PIXELS, array), first.valid()), share);
  }

  private static float[] pixels(Example example) {
    return Objects.requireNonNull(example.arrays().get(PatchEncoder.PIXELS)).floats();
  }

  /** Rows from top to before bottom, columns from left to before right. */
  record Box(int top, int left, int bottom, int right) {
    /** Of a share of the area and the picture's shape, around any pixel; its rest is cut off. */
    static Box of(int height, int width, double share, RandomGenerator random) {
      double ratio = Math.sqrt(1 - share);
      int halfHeight = (int) (height * ratio) / 2;
      int halfWidth = (int) (width * ratio) / 2;
      int y = random.nextInt(height);
      int x = random.nextInt(width);
      return new Box(
          Math.max(0, y - halfHeight),
          Math.max(0, x - halfWidth),
          Math.min(height, y + halfHeight),
          Math.min(width, x + halfWidth));
    }

    int pixels() {
      return (bottom - top) * (right - left);
    }
  }
}
