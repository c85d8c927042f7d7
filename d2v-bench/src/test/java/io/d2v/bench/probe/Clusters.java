package io.d2v.bench.probe;

import java.util.Random;

/** Samples of normal noise around a centre a class. */
final class Clusters {
  private static final long CENTRES = 77;

  private final float[][] features;
  private final int[] labels;

  Clusters(float[][] features, int[] labels) {
    this.features = features;
    this.labels = labels;
  }

  float[][] features() {
    return features;
  }

  int[] labels() {
    return labels;
  }

  static Clusters of(int size, int width, int classes, double apart, long seed) {
    Random centres = new Random(CENTRES);
    double[][] centre = new double[classes][width];
    for (double[] row : centre) {
      double squares = 0;
      for (int d = 0; d < width; d++) {
        row[d] = centres.nextGaussian();
        squares += row[d] * row[d];
      }
      for (int d = 0; d < width; d++) {
        row[d] *= apart / Math.sqrt(squares);
      }
    }
    Random noise = new Random(seed);
    float[][] features = new float[size][width];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % classes;
      for (int d = 0; d < width; d++) {
        features[i][d] = (float) (centre[labels[i]][d] + noise.nextGaussian());
      }
    }
    return new Clusters(features, labels);
  }

  Clusters times(float factor) {
    return each(x -> x * factor);
  }

  Clusters plus(float offset) {
    return each(x -> x + offset);
  }

  private Clusters each(FloatOperator operator) {
    float[][] changed = new float[features.length][features[0].length];
    for (int i = 0; i < changed.length; i++) {
      for (int d = 0; d < changed[i].length; d++) {
        changed[i][d] = operator.apply(features[i][d]);
      }
    }
    return new Clusters(changed, labels);
  }

  private interface FloatOperator {
    float apply(float number);
  }
}
