package io.d2v.vision;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * How pictures are resized: Pillow's filters, which widen when a picture shrinks, so that nothing
 * aliases. Columns and rows one after the other.
 */
@SuppressWarnings("ImmutableEnumChecker") // the filters are pure
enum Resampling {
  /** A triangle. */
  BILINEAR(1, x -> Math.max(0, 1 - x)),
  /** Keys' cubic (1981) with a = -1/2, which sharpens a little. */
  BICUBIC(2, Resampling::cubic);

  private static final double A = -0.5;

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

  /** Cuts a rectangle out of a picture and makes it a square of this side. */
  Picture square(Raster picture, Crop crop, int side) {
    Weights down = Weights.of(this, crop.height(), side);
    Weights across = Weights.of(this, crop.width(), side);
    float[] plane = new float[crop.height() * crop.width()];
    float[] low = new float[side * crop.width()];
    float[] result = new float[picture.channels() * side * side];
    for (int c = 0; c < picture.channels(); c++) {
      for (int y = 0; y < crop.height(); y++) {
        int row = crop.top() + y;
        picture.row(c, row, crop.left(), crop.width(), plane, y * crop.width());
      }
      down.rows(plane, low, crop.width());
      for (int y = 0; y < side; y++) {
        across.row(low, y * crop.width(), result, (c * side + y) * side);
      }
    }
    if (this == BICUBIC) {
      clip(result); // it overshoots at edges
    }
    return new Picture(picture.channels(), side, side, result);
  }

  private static void clip(float[] shares) {
    for (int i = 0; i < shares.length; i++) {
      shares[i] = Math.max(0, Math.min(1, shares[i]));
    }
  }

  /**
   * What each result is made of.
   *
   * @param first the first entry that each takes
   * @param weights of that and the next ones, as many for each result, some of them zero
   */
  @SuppressWarnings("ArrayRecordComponent") // a value of this class alone
  private record Weights(int[] first, int taps, float[] weights) {
    static Weights of(Resampling how, int from, int to) {
      double scale = (double) from / to;
      double widened = Math.max(scale, 1);
      double reach = how.reach * widened;
      int taps = Math.min(from, (int) Math.ceil(2 * reach) + 1);
      int[] first = new int[to];
      float[] weights = new float[to * taps];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        int start = Math.min(begin, from - taps); // so that there are as many to take
        double sum = 0;
        for (int k = begin; k < end; k++) {
          sum += how.filter.applyAsDouble(Math.abs(k + 0.5 - centre) / widened);
        }
        for (int k = begin; k < end; k++) {
          double weight = how.filter.applyAsDouble(Math.abs(k + 0.5 - centre) / widened);
          weights[i * taps + k - start] = (float) (weight / sum);
        }
        first[i] = start;
      }
      return new Weights(first, taps, weights);
    }

    /** Results of a row of entries. */
    void row(float[] in, int inStart, float[] out, int outStart) {
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        int at = inStart + first[i];
        int weight = i * taps;
        for (int k = 0; k < taps; k++) {
          sum += weights[weight + k] * in[at + k];
        }
        out[outStart + i] = sum;
      }
    }

    /** Rows of results of rows of entries. */
    void rows(float[] in, float[] out, int length) {
      Arrays.fill(out, 0);
      for (int i = 0; i < first.length; i++) {
        for (int k = 0; k < taps; k++) {
          add(weights[i * taps + k], in, (first[i] + k) * length, out, i * length, length);
        }
      }
    }

    private static void add(
        float weight, float[] in, int inStart, float[] out, int outStart, int length) {
      for (int x = 0; x < length; x++) {
        out[outStart + x] += weight * in[inStart + x];
      }
    }
  }
}
