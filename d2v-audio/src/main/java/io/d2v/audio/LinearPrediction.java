package io.d2v.audio;

/**
 * Adds to each residual what the samples before it predict, in place. The products of a frame of 16
 * bits fit into 32; with fewer coefficients the rest are zeros.
 */
final class LinearPrediction {
  /** Samples in front of the first that are read, whatever they are. */
  static final int MOST = 12;

  private static final int FEW = 8;

  private LinearPrediction() {}

  /**
   * Restores samples.
   *
   * @param weights of the last sample, the one before, ...: {@value #MOST}, zeros at the end
   * @param order how many are not
   * @param shift that the sum is shifted right by
   */
  static void restore(int[] x, int from, int to, int[] weights, int order, int shift) {
    if (order <= FEW) {
      few(x, from, to, weights, shift);
    } else {
      many(x, from, to, weights, shift);
    }
  }

  private static void few(int[] x, int from, int to, int[] w, int shift) {
    int w0 = w[0];
    int w1 = w[1];
    int w2 = w[2];
    int w3 = w[3];
    int w4 = w[4];
    int w5 = w[5];
    int w6 = w[6];
    int w7 = w[7];
    int last = x[from - 1];
    for (int i = from; i < to; i++) {
      int before = w7 * x[i - 8] + w6 * x[i - 7] + w5 * x[i - 6] + w4 * x[i - 5];
      int near = w3 * x[i - 4] + w2 * x[i - 3] + w1 * x[i - 2];
      last = x[i] + ((before + near + w0 * last) >> shift);
      x[i] = last;
    }
  }

  private static void many(int[] x, int from, int to, int[] w, int shift) {
    int w0 = w[0];
    int w1 = w[1];
    int w2 = w[2];
    int w3 = w[3];
    int w4 = w[4];
    int w5 = w[5];
    int w6 = w[6];
    int w7 = w[7];
    int w8 = w[8];
    int w9 = w[9];
    int w10 = w[10];
    int w11 = w[11];
    int last = x[from - 1];
    for (int i = from; i < to; i++) {
      int far = w11 * x[i - 12] + w10 * x[i - 11] + w9 * x[i - 10] + w8 * x[i - 9];
      int before = w7 * x[i - 8] + w6 * x[i - 7] + w5 * x[i - 6] + w4 * x[i - 5];
      int near = w3 * x[i - 4] + w2 * x[i - 3] + w1 * x[i - 2];
      last = x[i] + ((far + before + near + w0 * last) >> shift);
      x[i] = last;
    }
  }
}
