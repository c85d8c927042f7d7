package io.d2v.vision;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How pictures are resized: Pillow's filters, which widen when a picture shrinks, so that nothing
 * aliases. Rows and columns one after the other.
 */
@SuppressWarnings("ImmutableEnumChecker") // the filters are pure
enum Resampling {
  /** A triangle. */
  BILINEAR(1, x -> Math.max(0, 1 - x)),
  /** Keys' cubic (1981) with a = -1/2, which sharpens a little. */
  BICUBIC(2, Resampling::cubic);

  private static final double A = -0.5;
  private static final int TILE = 16;

  private final double reach;
  private final DoubleUnaryOperator filter;

  /**
   * A filter.
   *
   * @param reach beyond which it is zero, in pixels of the larger picture
   * @param filter of the distance
   */
  Resampling(double reach, DoubleUnaryOperator filter) {
    this.reach = reach;
    this.filter = filter;
  }

  private static double cubic(double x) {
    if (x < 1) {
      return ((A + 2) * x - (A + 3)) * x * x + 1;
    }
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * A : 0;
  }

  /** Which side of the picture is on the left of the result. */
  enum Side {
    /** As it is. */
    LEFT,
    /** Flipped. */
    RIGHT
  }

  /** Cuts a rectangle out of a picture and makes it a square. */
  Picture square(Raster picture, Crop crop, int side, Side left) {
    Weights down = Weights.of(this, crop.height(), side);
    Weights across = Weights.of(this, crop.width(), side).from(left);
    // Whole rows are weighed at once, which processors are made for; so columns become rows.
    float[] rows = new float[crop.height() * crop.width()];
    float[] low = new float[side * crop.width()];
    float[] columns = new float[crop.width() * side];
    float[] narrow = new float[side * side];
    float[] result = new float[picture.channels() * side * side];
    for (int c = 0; c < picture.channels(); c++) {
      for (int y = 0; y < crop.height(); y++) {
        picture.row(c, crop.top() + y, crop.left(), crop.width(), rows, y * crop.width());
      }
      down.weigh(rows, crop.width(), low);
      turn(low, side, crop.width(), columns, 0);
      across.weigh(columns, side, narrow);
      turn(narrow, side, side, result, c * side * side);
    }
    if (this == BICUBIC) {
      clip(result); // it overshoots at edges
    }
    return new Picture(picture.channels(), side, side, result);
  }

  /** Rows become columns. */
  private static void turn(float[] in, int rows, int columns, float[] out, int start) {
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(rows, top + TILE);
      for (int x = 0; x < columns; x++) {
        for (int y = top; y < bottom; y++) {
          out[start + x * rows + y] = in[y * columns + x];
        }
      }
    }
  }

  private static void clip(float[] shares) {
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(0, Math.min(1, shares[i]));
    }
  }

  /**
   * Which rows each result is made of.
   *
   * @param first the first row that each takes
   * @param weights of that and the next ones
   */
  @SuppressWarnings("ArrayRecordComponent") // a value of this class alone
  private record Weights(int[] first, float[][] weights) {
    static Weights of(Resampling how, int from, int to) {
      double scale = (double) from / to;
      double widened = Math.max(scale, 1);
      double reach = how.reach * widened;
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        double[] exact = new double[end - begin];
        double sum = 0;
        for (int k = 0; k < exact.length; k++) {
          double distance = Math.abs(begin + k + 0.5 - centre) / widened;
          exact[k] = how.filter.applyAsDouble(distance);
          sum += exact[k];
        }
        weights[i] = new float[exact.length];
        for (int k = 0; k < exact.length; k++) {
          weights[i][k] = (float) (exact[k] / sum);
        }
        first[i] = begin;
      }
      return new Weights(first, weights);
    }

    /** Mirrored where the left side is to be the right one. */
    Weights from(Side left) {
      if (left == Side.LEFT) {
        return this;
      }
      int[] lastFirst = new int[first.length];
      float[][] mirrored = new float[first.length][];
      for (int i = 0; i < first.length; i++) {
        lastFirst[i] = first[first.length - 1 - i];
        mirrored[i] = weights[first.length - 1 - i];
      }
      return new Weights(lastFirst, mirrored);
    }

    /** Makes the results of weighed rows of a length; they are rows as long. */
    void weigh(float[] in, int length, float[] out) {
      Arrays.fill(out, 0);
      for (int i = 0; i < first.length; i++) {
        float[] w = weights[i];
        int at = first[i] * length;
        int to = i * length;
        int k = 0;
        for (; k + 4 <= w.length; k += 4) {
          add(w[k], w[k + 1], w[k + 2], w[k + 3], in, at, out, to, length);
          at += 4 * length;
        }
        for (; k < w.length; k++) {
          add(w[k], in, at, out, to, length);
          at += length;
        }
      }
    }

    private static void add(
        float w0, float w1, float w2, float w3, float[] in, int at, float[] out, int to, int n) {
      int second = at + n;
      int third = at + 2 * n;
      int fourth = at + 3 * n;
      for (int x = 0; x < n; x++) {
        out[to + x] +=
            w0 * in[at + x] + w1 * in[second + x] + w2 * in[third + x] + w3 * in[fourth + x];
      }
    }

    private static void add(float w, float[] in, int at, float[] out, int to, int n) {
      for (int x = 0; x < n; x++) {
        out[to + x] += w * in[at + x];
      }
    }
  }
}
