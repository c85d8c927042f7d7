package io.d2v.bench.probe;

import java.util.Arrays;

/**
 * Mean cross-entropy of a linear classifier, plus half the squared weights times the L2 strength;
 * the biases are free. Parameters are one row a class: its weights, then its bias.
 */
final class SoftmaxRegression implements Lbfgs.Function {
  private final double[][] samples;
  private final double[][] columns;
  private final int[] labels;
  private final int classes;
  private final int width;
  private final double l2;

  SoftmaxRegression(double[][] samples, int[] labels, int classes, double l2) {
    this(samples, transpose(samples), labels, classes, l2);
  }

  private SoftmaxRegression(
      double[][] samples, double[][] columns, int[] labels, int classes, double l2) {
    this.samples = samples;
    this.columns = columns;
    this.labels = labels;
    this.classes = classes;
    this.width = samples[0].length;
    this.l2 = l2;
  }

  /** The same with another L2 strength. */
  SoftmaxRegression withL2(double other) {
    return new SoftmaxRegression(samples, columns, labels, classes, other);
  }

  double[] start() {
    return new double[classes * (width + 1)];
  }

  @Override
  public double at(double[] parameters, double[] gradient) {
    double[][] residual = scores(parameters, columns, classes);
    double loss = 0;
    for (int n = 0; n < labels.length; n++) {
      loss += toResidual(residual, n);
    }
    Arrays.fill(gradient, 0);
    double squares = 0;
    for (int c = 0; c < classes; c++) {
      int row = c * (width + 1);
      double[] sum = new double[width];
      for (int n = 0; n < labels.length; n++) {
        addScaled(sum, residual[c][n], samples[n]);
        gradient[row + width] += residual[c][n];
      }
      for (int d = 0; d < width; d++) {
        double weight = parameters[row + d];
        gradient[row + d] = sum[d] + l2 * weight;
        squares += weight * weight;
      }
    }
    return loss + l2 / 2 * squares;
  }

  /** How many samples' label has the highest score. */
  static int right(double[] parameters, double[][] samples, int[] labels) {
    int classes = parameters.length / (samples[0].length + 1);
    double[][] scores = scores(parameters, transpose(samples), classes);
    int right = 0;
    for (int n = 0; n < labels.length; n++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (scores[c][n] > scores[best][n]) {
          best = c;
        }
      }
      right += best == labels[n] ? 1 : 0;
    }
    return right;
  }

  private static double[][] scores(double[] parameters, double[][] columns, int classes) {
    int width = columns.length;
    double[][] scores = new double[classes][columns[0].length];
    for (int c = 0; c < classes; c++) {
      int row = c * (width + 1);
      Arrays.fill(scores[c], parameters[row + width]);
      for (int d = 0; d < width; d++) {
        addScaled(scores[c], parameters[row + d], columns[d]);
      }
    }
    return scores;
  }

  /**
   * Turns sample n's scores into the loss's gradient by them, and returns its share of the loss.
   */
  private double toResidual(double[][] scores, int n) {
    double highest = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      highest = Math.max(highest, scores[c][n]);
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      sum += Math.exp(scores[c][n] - highest);
    }
    double logSum = highest + Math.log(sum);
    double loss = logSum - scores[labels[n]][n];
    for (int c = 0; c < classes; c++) {
      double hit = c == labels[n] ? 1 : 0;
      scores[c][n] = (Math.exp(scores[c][n] - logSum) - hit) / labels.length;
    }
    return loss / labels.length;
  }

  /** Sums along arrays, never into one number: the JIT makes vector instructions of this alone. */
  private static void addScaled(double[] sum, double factor, double[] values) {
    for (int i = 0; i < sum.length; i++) {
      sum[i] += factor * values[i];
    }
  }

  private static double[][] transpose(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < columns.length; d++) {
        columns[d][i] = rows[i][d];
      }
    }
    return columns;
  }
}
