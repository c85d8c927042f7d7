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
    if (labelled.length < 2) {
      return Optional.empty();
    }
    LabelledFeatures all =
        new LabelledFeatures(
            IntStream.of(labelled).mapToObj(i -> features.vectors()[i]).toArray(float[][]::new),
            IntStream.of(labelled).map(i -> features.labels()[i]).toArray());
    return Optional.of(new Halves(half(all, 0), half(all, 1)));
  }

  /** What a probe logs. */
  Map<String, Double> judge(Accuracy accuracy) {
    return Map.of(
        "accuracy",
        accuracy.of(known.features(), known.labels(), judged.features(), judged.labels()));
  }

  private static LabelledFeatures half(LabelledFeatures all, int first) {
    return all.at(IntStream.range(0, all.size()).filter(place -> place % 2 == first).toArray());
  }
}
