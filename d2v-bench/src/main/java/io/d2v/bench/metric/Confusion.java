package io.d2v.bench.metric;

/** How often samples of one class were taken for another. */
public final class Confusion {
  private final long[][] counts;

  private Confusion(int classes) {
    counts = new long[classes][classes];
  }

  /**
   * Counts.
   *
   * @param classes how many there are
   * @throws IllegalArgumentException if a class is none of them
   */
  public static Confusion of(int[] labels, int[] predictions, int classes) {
    ClassMetrics.requireAsMany(labels.length, predictions.length);
    Confusion confusion = new Confusion(classes);
    for (int i = 0; i < labels.length; i++) {
      if (Math.min(labels[i], predictions[i]) < 0
          || Math.max(labels[i], predictions[i]) >= classes) {
        throw new IllegalArgumentException(
            "sample " + i + ": classes " + labels[i] + " and " + predictions[i] + " of " + classes);
      }
      confusion.counts[labels[i]][predictions[i]]++;
    }
    return confusion;
  }

  /** How many classes there are. */
  public int classes() {
    return counts.length;
  }

  /** Samples of class {@code label} that were taken for {@code prediction}. */
  public long count(int label, int prediction) {
    return counts[label][prediction];
  }
}
