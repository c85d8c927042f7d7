package io.d2v.vision;

import java.util.List;

/**
 * Moves pixels, as Pillow's affine transform: a result's pixel comes from {@code (a x + b y + c, d
 * x + e y + f)}, between pixels by interpolation, outside the picture of one colour.
 */
record Warp(double a, double b, double c, double d, double e, double f) {
  static Warp shear(double across, double down) {
    return new Warp(1, across, 0, down, 1, 0);
  }

  static Warp shift(double across, double down) {
    return new Warp(1, 0, across, 0, 1, down);
  }

  /** Counterclockwise about the centre. */
  static Warp rotation(double degrees, int height, int width) {
    double angle = -Math.toRadians(degrees);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double x = width / 2.0;
    double y = height / 2.0;
    return new Warp(cos, sin, x - cos * x - sin * y, -sin, cos, y + sin * x - cos * y);
  }

  /**
   * The moved picture.
   *
   * @param how bilinear, or bicubic with Pillow's sharper a = -1 of its transforms
   * @param fill the level of each channel outside
   */
  Levels apply(Levels in, Resampling how, List<Integer> fill) {
    int[] moved = new int[in.values().length];
    for (int y = 0; y < in.height(); y++) {
      for (int x = 0; x < in.width(); x++) {
        double fromX = a * (x + 0.5) + b * (y + 0.5) + c;
        double fromY = d * (x + 0.5) + e * (y + 0.5) + f;
        boolean inside = fromX >= 0 && fromX < in.width() && fromY >= 0 && fromY < in.height();
        for (int channel = 0; channel < in.channels(); channel++) {
          int at = (channel * in.height() + y) * in.width() + x;
          moved[at] = inside ? level(in, channel, fromX, fromY, how) : fill.get(channel);
        }
      }
    }
    return in.with(moved);
  }

  private static int level(Levels in, int channel, double x, double y, Resampling how) {
    int left = (int) Math.floor(x - 0.5);
    int top = (int) Math.floor(y - 0.5);
    double across = x - 0.5 - left;
    double down = y - 0.5 - top;
    int reach = how == Resampling.BICUBIC ? 1 : 0;
    double[] rows = new double[2 + 2 * reach];
    double[] row = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      int start = (channel * in.height() + inside(top - reach + i, in.height())) * in.width();
      for (int k = 0; k < row.length; k++) {
        row[k] = in.values()[start + inside(left - reach + k, in.width())];
      }
      rows[i] = between(row, across);
    }
    return Levels.clip((float) between(rows, down));
  }

  private static int inside(int index, int size) {
    return Math.max(0, Math.min(size - 1, index));
  }

  /** Between two points, or the middle two of four. */
  private static double between(double[] v, double share) {
    if (v.length == 2) {
      return v[0] + share * (v[1] - v[0]);
    }
    double slope = v[2] - v[0];
    double second = 2 * (v[0] - v[1]) + v[2] - v[3];
    double third = -v[0] + v[1] - v[2] + v[3];
    return v[1] + share * (slope + share * (second + share * third));
  }
}
