package io.d2v.vision;

import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A picture in whole levels from 0 to 255, on which augmentations are defined as Pillow has them.
 *
 * @param values {@code [channels, height, width]}; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Levels(int channels, int height, int width, int[] values) {
  static final int MOST = 255;

  static Levels of(Picture picture) {
    int[] values = new int[picture.pixels().length];
    for (int i = 0; i < values.length; i++) {
      values[i] = clip(MOST * picture.pixels()[i] + 0.5f);
    }
    return new Levels(picture.channels(), picture.height(), picture.width(), values);
  }

  Picture picture() {
    float[] pixels = new float[values.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = values[i] / (float) MOST;
    }
    return new Picture(channels, height, width, pixels);
  }

  Levels with(int[] other) {
    return new Levels(channels, height, width, other);
  }

  int size() {
    return height * width;
  }

  static int clip(float value) {
    return (int) Math.max(0, Math.min(MOST, value));
  }

  /** The same for every value. */
  Levels each(IntUnaryOperator change) {
    int[] changed = new int[values.length];
    for (int i = 0; i < changed.length; i++) {
      changed[i] = change.applyAsInt(values[i]);
    }
    return with(changed);
  }

  /** By a table for each channel, made of its histogram: how many pixels have each level. */
  Levels byHistogram(UnaryOperator<int[]> table) {
    int[] changed = new int[values.length];
    for (int c = 0; c < channels; c++) {
      int[] histogram = new int[MOST + 1];
      for (int i = c * size(); i < (c + 1) * size(); i++) {
        histogram[values[i]]++;
      }
      int[] levels = table.apply(histogram);
      for (int i = c * size(); i < (c + 1) * size(); i++) {
        changed[i] = levels[values[i]];
      }
    }
    return with(changed);
  }

  /** Away from another picture, which is factor 0; this one is 1. */
  Levels blended(Levels other, float factor) {
    int[] mixed = new int[values.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = clip(other.values[i] + factor * (values[i] - other.values[i]));
    }
    return with(mixed);
  }

  /** All pixels of one level. */
  Levels flat(int level) {
    return each(value -> level);
  }

  /** Luma of ITU-R BT.601 in all channels. */
  Levels grey() {
    if (channels == 1) {
      return this;
    }
    int[] grey = new int[values.length];
    for (int i = 0; i < size(); i++) {
      int red = values[i];
      int green = values[size() + i];
      int blue = values[2 * size() + i];
      int luma = (red * 19595 + green * 38470 + blue * 7471 + (1 << 15)) >> 16;
      grey[i] = luma;
      grey[size() + i] = luma;
      grey[2 * size() + i] = luma;
    }
    return with(grey);
  }

  /** The mean luma, rounded. */
  int meanGrey() {
    long sum = 0;
    int[] grey = grey().values;
    for (int i = 0; i < size(); i++) {
      sum += grey[i];
    }
    return (int) (sum / (double) size() + 0.5);
  }

  /** Each pixel is the mean of its neighbours and five of itself; the border stays. */
  Levels smoothed() {
    int[] smooth = values.clone();
    for (int c = 0; c < channels; c++) {
      for (int y = 1; y < height - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
          int at = (c * height + y) * width + x;
          int sum = 4 * values[at];
          for (int row = at - width; row <= at + width; row += width) {
            sum += values[row - 1] + values[row] + values[row + 1];
          }
          smooth[at] = clip(sum / 13f + 0.5f);
        }
      }
    }
    return with(smooth);
  }
}
