package io.d2v.bench.finetune;

import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Mistakes;
import io.d2v.core.finetune.Prediction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The share of samples whose class is the likeliest, or among the five likeliest. */
final class TopScorer implements Scorer {
  private static final int TOP = 5;

  private final List<String> classes;
  private final List<Integer> places = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> predictions = new ArrayList<>();

  TopScorer(List<String> classes) {
    this.classes = classes;
  }

  /** Samples without a class don't count. */
  @Override
  public void add(Prediction prediction) {
    prediction.answer().label().ifPresent(label -> add(label, prediction));
  }

  private void add(int label, Prediction prediction) {
    places.add(place(prediction.scores(), label));
    labels.add(label);
    predictions.add(prediction.best(0));
  }

  @Override
  public Examined examined(String set) {
    return Examined.of(set, metrics()).with(Mistakes.of(set, classes, labels, predictions));
  }

  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("top1", within(1));
    if (classes.size() > TOP) {
      metrics.put("top5", within(TOP));
    }
    return metrics;
  }

  @Override
  public double score() {
    return within(1);
  }

  /** How many classes stand before one. */
  private static int place(float[] scores, int label) {
    int before = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > scores[label] || (scores[i] == scores[label] && i < label)) {
        before++;
      }
    }
    return before;
  }

  private double within(int top) {
    long good = places.stream().filter(place -> place < top).count();
    return places.isEmpty() ? 0 : (double) good / places.size();
  }
}
