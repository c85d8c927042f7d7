package io.d2v.bench.probe;

/** Brings each feature to mean 0 and standard deviation 1 over the set that it was made from. */
final class Standardiser {
  /** Relative to the mean's size; a feature that varies less is constant but for rounding. */
  private static final double CONSTANT = 1e-6;

  private final double[] mean;
  private final double[] scale;

  Standardiser(float[][] features) {
    int width = features[0].length;
    mean = new double[width];
    scale = new double[width];
    for (float[] vector : features) {
      for (int d = 0; d < width; d++) {
        mean[d] += vector[d] / (double) features.length;
      }
    }
    for (float[] vector : features) {
      for (int d = 0; d < width; d++) {
        double away = vector[d] - mean[d];
        scale[d] += away * away / features.length;
      }
    }
    for (int d = 0; d < width; d++) {
      double deviation = Math.sqrt(scale[d]);
      scale[d] = deviation > CONSTANT * Math.abs(mean[d]) ? 1 / deviation : 0;
    }
  }

  double[][] apply(float[][] features) {
    double[][] standardised = new double[features.length][mean.length];
    for (int i = 0; i < features.length; i++) {
      for (int d = 0; d < mean.length; d++) {
        standardised[i][d] = (features[i][d] - mean[d]) * scale[d];
      }
    }
    return standardised;
  }
}
