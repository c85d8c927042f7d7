package io.d2v.bench.finetune;

import io.d2v.core.finetune.Prediction;
import java.util.ArrayList;
import java.util.List;

/** Counts at which place of the scores the right class stands. */
final class Tally {
  private final List<Integer> places = new ArrayList<>();

  void add(Prediction prediction) {
    if (prediction.answer().label().isEmpty()) {
      return;
    }
    float[] scores = prediction.scores();
    float right = scores[prediction.answer().label().getAsInt()];
    int better = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > right || (scores[i] == right && i < prediction.answer().label().getAsInt())) {
        better++;
      }
    }
    places.add(better);
  }

  /** The share of samples whose class is among the best so many. */
  double within(int top) {
    return places.isEmpty()
        ? 0
        : (double) places.stream().filter(place -> place < top).count() / places.size();
  }
}
