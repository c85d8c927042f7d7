package io.d2v.bench.probe;

import io.d2v.api.Probe;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Every second labelled sample, to be judged by the others, while pre-training goes on. */
record Halves(LabelledFeatures known, LabelledFeatures judged) {
  /** The share of test samples that are labelled rightly. */
  @FunctionalInterface
  interface Accuracy {
    double of(float[][] train, int[] trainLabels, float[][] test, int[] testLabels);
  }

  /** None where fewer than two samples have labels. */
  static Optional<Halves> of(Probe.Features features) {
    int[] labelled =
        IntStream.range(0, features.labels().length)
            .filter(i -> features.labels()[i] >= 0)
            .toArray();
    return labelled.length < 2
        ? Optional.empty()
        : Optional.of(new Halves(half(features, labelled, 0), half(features, labelled, 1)));
  }

  /** What a probe logs. */
  Map<String, Double> judge(Accuracy accuracy) {
    return Map.of(
        "accuracy",
        accuracy.of(known.features(), known.labels(), judged.features(), judged.labels()));
  }

  private static LabelledFeatures half(Probe.Features features, int[] labelled, int first) {
    int[] places =
        IntStream.range(0, labelled.length)
            .filter(place -> place % 2 == first)
            .map(place -> labelled[place])
            .toArray();
    return new LabelledFeatures(
        IntStream.of(places).mapToObj(i -> features.vectors()[i]).toArray(float[][]::new),
        IntStream.of(places).map(i -> features.labels()[i]).toArray());
  }
}
