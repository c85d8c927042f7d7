package io.d2v.vision;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;

/**
 * Fixed positions of patches: sines and cosines of the column in the first half of the channels, of
 * the row in the second (MAE, He et al. 2021, {@code get_2d_sincos_pos_embed}).
 */
final class SinCos {
  private static final double LONGEST = 10_000;

  private SinCos() {}

  /** The positions: {@code [1, side * side, width]}; the width a multiple of 4. */
  static Array positions(int side, int width) {
    if (width % 4 != 0) {
      throw new IllegalArgumentException(
          "sin-cos positions need a width that is a multiple of 4, not " + width);
    }
    int quarter = width / 4;
    float[] entries = new float[side * side * width];
    for (int token = 0; token < side * side; token++) {
      for (int i = 0; i < quarter; i++) {
        int column = token % side;
        int row = token / side;
        double rate = Math.pow(LONGEST, -(double) i / quarter);
        int at = token * width + i;
        entries[at] = (float) Math.sin(column * rate);
        entries[at + quarter] = (float) Math.cos(column * rate);
        entries[at + 2 * quarter] = (float) Math.sin(row * rate);
        entries[at + 3 * quarter] = (float) Math.cos(row * rate);
      }
    }
    return Array.of(Shape.of(1, side * side, width), entries);
  }
}
