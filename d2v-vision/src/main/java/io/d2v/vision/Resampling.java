package io.d2v.vision;

/**
 * Resizes with a triangle filter that widens when a picture shrinks, so that nothing aliases
 * (Pillow's {@code BILINEAR}); rows and columns one after the other.
 */
final class Resampling {
  private Resampling() {}

  /** Cuts a rectangle out of a picture and makes it a square of this side. */
  static Picture square(Picture picture, Crop crop, int side) {
    Weights across = Weights.of(crop.width(), side);
    Weights down = Weights.of(crop.height(), side);
    float[] result = new float[picture.channels() * side * side];
    float[] narrow = new float[crop.height() * side];
    for (int c = 0; c < picture.channels(); c++) {
      int plane = c * picture.height() * picture.width();
      for (int y = 0; y < crop.height(); y++) {
        int row = plane + (crop.top() + y) * picture.width() + crop.left();
        across.apply(picture.pixels(), row, 1, narrow, y * side, 1);
      }
      for (int x = 0; x < side; x++) {
        down.apply(narrow, x, side, result, c * side * side + x, side);
      }
    }
    return new Picture(picture.channels(), side, side, result);
  }

  /** For each result, the first entry that it takes and the weights of that and the next ones. */
  @SuppressWarnings("ArrayRecordComponent") // a value of this class alone
  private record Weights(int[] first, float[][] weights) {
    static Weights of(int from, int to) {
      double scale = (double) from / to;
      double reach = Math.max(scale, 1);
      int[] first = new int[to];
      float[][] weights = new float[to][];
      for (int i = 0; i < to; i++) {
        double centre = (i + 0.5) * scale;
        int begin = Math.max(0, (int) (centre - reach + 0.5));
        int end = Math.min(from, (int) (centre + reach + 0.5));
        float[] w = new float[end - begin];
        double sum = 0;
        for (int k = 0; k < w.length; k++) {
          double weight = Math.max(0, 1 - Math.abs(begin + k + 0.5 - centre) / reach);
          w[k] = (float) weight;
          sum += weight;
        }
        for (int k = 0; k < w.length; k++) {
          w[k] /= (float) sum;
        }
        first[i] = begin;
        weights[i] = w;
      }
      return new Weights(first, weights);
    }

    void apply(float[] in, int inStart, int inStride, float[] out, int outStart, int outStride) {
      for (int i = 0; i < first.length; i++) {
        float sum = 0;
        int at = inStart + first[i] * inStride;
        for (float weight : weights[i]) {
          sum += weight * in[at];
          at += inStride;
        }
        out[outStart + i * outStride] = sum;
      }
    }
  }
}
