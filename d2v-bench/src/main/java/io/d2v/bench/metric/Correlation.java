package io.d2v.bench.metric;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Agreement of predicted numbers with the right ones. */
public final class Correlation {
  private Correlation() {}

  /** Pearson's; 0 where one side is constant. */
  public static double pearson(double[] labels, double[] predictions) {
    ClassMetrics.requireAsMany(labels.length, predictions.length);
    double meanLabel = mean(labels);
    double meanPrediction = mean(predictions);
    double both = 0;
    double label = 0;
    double prediction = 0;
    for (int i = 0; i < labels.length; i++) {
      double x = labels[i] - meanLabel;
      double y = predictions[i] - meanPrediction;
      both += x * y;
      label += x * x;
      prediction += y * y;
    }
    double scale = Math.sqrt(label) * Math.sqrt(prediction);
    return scale == 0 ? 0 : Math.max(-1, Math.min(1, both / scale));
  }

  /** Spearman's: Pearson's of the ranks; equal numbers share the mean of their ranks. */
  public static double spearman(double[] labels, double[] predictions) {
    return pearson(ranks(labels), ranks(predictions));
  }

  static double[] ranks(double[] values) {
    List<Integer> order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .toList();
    double[] ranks = new double[values.length];
    for (int from = 0; from < order.size(); ) {
      int to = from;
      while (to < order.size() && values[order.get(to)] == values[order.get(from)]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order.get(i)] = (from + 1 + to) / 2.0;
      }
      from = to;
    }
    return ranks;
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return values.length == 0 ? 0 : sum / values.length;
  }
}
