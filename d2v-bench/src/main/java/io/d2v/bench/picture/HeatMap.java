package io.d2v.bench.picture;

import java.util.List;

/**
 * Numbers as colours from dark blue by green to yellow, which grow brighter steadily and are told
 * apart without red and green (matplotlib's viridis, at nine of its places).
 */
public final class HeatMap {
  private static final List<Integer> PLACES =
      List.of(
          0x440154, 0x472d7b, 0x3b528b, 0x2c728e, 0x21918c, 0x28ae80, 0x5ec962, 0xaddc30, 0xfde725);

  private HeatMap() {}

  /**
   * A picture with one pixel a number, row by row.
   *
   * @param numbers rows of as many
   * @param low the number that is darkest, like all below
   * @param high the number that is brightest, like all above
   */
  public static Pixels of(float[] numbers, int columns, double low, double high) {
    int[] colours = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      colours[i] = colour(high > low ? (numbers[i] - low) / (high - low) : 0);
    }
    return new Pixels(columns, numbers.length / columns, colours);
  }

  private static int colour(double share) {
    double place = Math.max(0, Math.min(1, share)) * (PLACES.size() - 1);
    int below = Math.min((int) place, PLACES.size() - 2);
    return Colour.mixed(PLACES.get(below), PLACES.get(below + 1), place - below);
  }
}
