package io.d2v.bench.picture;

import java.util.Arrays;

/** How features vary together, and along which directions most. */
final class Covariance {
  private static final int ITERATIONS = 100;

  /** Relative to the matrix; below it a direction is rounding, not variation. */
  private static final double NOTHING = 1e-12;

  private final double[] mean;
  private final double[][] matrix;

  Covariance(double[] mean, double[][] matrix) {
    this.mean = mean;
    this.matrix = matrix;
  }

  double[] mean() {
    return mean;
  }

  double[][] matrix() {
    return matrix;
  }

  static Covariance of(float[][] features) {
    int width = features[0].length;
    double[] mean = new double[width];
    for (float[] vector : features) {
      for (int d = 0; d < width; d++) {
        mean[d] += (double) vector[d] / features.length;
      }
    }
    double[][] matrix = new double[width][width];
    double[] centred = new double[width];
    for (float[] vector : features) {
      for (int d = 0; d < width; d++) {
        centred[d] = vector[d] - mean[d];
      }
      for (int d = 0; d < width; d++) {
        addScaled(matrix[d], centred[d] / features.length, centred);
      }
    }
    return new Covariance(mean, matrix);
  }

  /**
   * Unit vectors by power iteration, each orthogonal to those before, with its largest entry
   * positive; zeros where the vectors vary in fewer directions.
   */
  double[][] directions(int count) {
    double[][] directions = new double[count][];
    for (int c = 0; c < count; c++) {
      directions[c] = next(Arrays.copyOf(directions, c));
    }
    return directions;
  }

  private double[] next(double[][] before) {
    double[] direction = start(before);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] image = new double[mean.length];
      for (int d = 0; d < mean.length; d++) {
        addScaled(image, direction[d], matrix[d]);
      }
      orthogonalise(image, before);
      double length = Math.sqrt(dot(image, image));
      if (length <= NOTHING * trace()) {
        return new double[mean.length];
      }
      direction = new double[mean.length];
      addScaled(direction, 1 / length, image);
    }
    double[] signed = new double[mean.length];
    addScaled(signed, Math.signum(largest(direction)), direction);
    return signed;
  }

  /** The longest row of the matrix once the directions before are taken out, at unit length. */
  private double[] start(double[][] before) {
    double[] best = new double[mean.length];
    double most = -1;
    for (double[] row : matrix) {
      double[] left = row.clone();
      orthogonalise(left, before);
      double square = dot(left, left);
      if (square > most) {
        most = square;
        best = left;
      }
    }
    double length = Math.sqrt(most);
    double[] unit = new double[mean.length];
    addScaled(unit, length > 0 ? 1 / length : 0, best);
    return unit;
  }

  private double trace() {
    double sum = 0;
    for (int d = 0; d < mean.length; d++) {
      sum += matrix[d][d];
    }
    return sum;
  }

  private static void orthogonalise(double[] vector, double[][] before) {
    for (double[] other : before) {
      addScaled(vector, -dot(vector, other), other);
    }
  }

  private static double largest(double[] vector) {
    double largest = 0;
    for (double entry : vector) {
      largest = Math.abs(entry) > Math.abs(largest) ? entry : largest;
    }
    return largest;
  }

  private static void addScaled(double[] sum, double factor, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static double dot(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
