package io.d2v.bench.glue;

import io.d2v.bench.finetune.Scorer;
import io.d2v.bench.metric.ClassMetrics;
import io.d2v.bench.metric.Correlation;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Mistakes;
import io.d2v.core.finetune.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** GLUE's official metrics. */
final class GlueScorer implements Scorer {
  private final GlueSet set;
  private final List<Double> right = new ArrayList<>();
  private final List<Double> predicted = new ArrayList<>();

  GlueScorer(GlueSet set) {
    this.set = set;
  }

  /** Samples without an answer don't count. */
  @Override
  public void add(Prediction prediction) {
    if (set.classes().isEmpty()) {
      prediction.answer().number().ifPresent(n -> add(n, prediction.scores()[0]));
    } else {
      prediction.answer().label().ifPresent(label -> add(label, prediction.best(0)));
    }
  }

  private void add(double answer, double prediction) {
    right.add(answer);
    predicted.add(prediction);
  }

  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    switch (set.metric()) {
      case ACCURACY -> metrics.put("accuracy", accuracy());
      case MATTHEWS -> metrics.put("matthews", ClassMetrics.matthews(ints(right), ints(predicted)));
      case ACCURACY_AND_F1 -> {
        double f1 = ClassMetrics.f1(ints(right), ints(predicted));
        metrics.put("mean", (accuracy() + f1) / 2);
        metrics.put("accuracy", accuracy());
        metrics.put("f1", f1);
      }
      case CORRELATIONS -> {
        double pearson = Correlation.pearson(doubles(right), doubles(predicted));
        double spearman = Correlation.spearman(doubles(right), doubles(predicted));
        metrics.put("mean", (pearson + spearman) / 2);
        metrics.put("pearson", pearson);
        metrics.put("spearman", spearman);
      }
    }
    return metrics;
  }

  /** The first of the metrics. */
  @Override
  public double score() {
    return metrics().values().iterator().next();
  }

  @Override
  public Examined examined(String file) {
    Examined metrics = Examined.of(file, metrics());
    return set.classes().isEmpty()
        ? metrics
        : metrics.with(Mistakes.of(file, set.classes(), whole(right), whole(predicted)));
  }

  private double accuracy() {
    return ClassMetrics.accuracy(ints(right), ints(predicted));
  }

  private static int[] ints(List<Double> numbers) {
    return numbers.stream().mapToInt(Double::intValue).toArray();
  }

  private static List<Integer> whole(List<Double> numbers) {
    return numbers.stream().map(Double::intValue).toList();
  }

  private static double[] doubles(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
