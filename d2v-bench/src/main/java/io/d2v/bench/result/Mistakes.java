package io.d2v.bench.result;

import io.d2v.bench.metric.Confusion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Which classes were taken for which, over one set of samples.
 *
 * @param set the samples
 * @param classes their names, by number
 * @param counts how often, without pairs that never came
 */
public record Mistakes(String set, List<String> classes, List<Count> counts) {
  /**
   * A pair of classes.
   *
   * @param label the right one
   * @param prediction what it was taken for
   * @param samples how many
   */
  public record Count(int label, int prediction, long samples) {}

  /** Copies the lists. */
  public Mistakes {
    classes = List.copyOf(classes);
    counts = List.copyOf(counts);
  }

  /**
   * Of every sample's classes.
   *
   * @param labels the right ones
   * @param predictions as many
   */
  public static Mistakes of(
      String set, List<String> classes, List<Integer> labels, List<Integer> predictions) {
    Confusion table = Confusion.of(ints(labels), ints(predictions), classes.size());
    List<Count> counts = new ArrayList<>();
    for (int label = 0; label < table.classes(); label++) {
      for (int prediction = 0; prediction < table.classes(); prediction++) {
        if (table.count(label, prediction) > 0) {
          counts.add(new Count(label, prediction, table.count(label, prediction)));
        }
      }
    }
    return new Mistakes(set, classes, counts);
  }

  /** How many samples of one class were taken for another, or for itself. */
  public long count(int label, int prediction) {
    return counts.stream()
        .filter(count -> count.label() == label && count.prediction() == prediction)
        .mapToLong(Count::samples)
        .sum();
  }

  /** The pairs that were mistaken most often, the most frequent first. */
  public List<Count> worst(int most) {
    return counts.stream()
        .filter(count -> count.label() != count.prediction())
        .sorted(Comparator.comparingLong(Count::samples).reversed())
        .limit(most)
        .toList();
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }
}
