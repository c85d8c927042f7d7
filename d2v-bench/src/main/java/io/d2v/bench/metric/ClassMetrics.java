package io.d2v.bench.metric;

/** Agreement of predicted classes with the right ones. */
public final class ClassMetrics {
  private ClassMetrics() {}

  /** The share of right predictions; 0 without any. */
  public static double accuracy(int[] labels, int[] predictions) {
    requireAsMany(labels.length, predictions.length);
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      right += labels[i] == predictions[i] ? 1 : 0;
    }
    return labels.length == 0 ? 0 : (double) right / labels.length;
  }

  /**
   * The harmonic mean of precision and recall of class 1; 0 where there are no positives at all, as
   * scikit-learn has it.
   */
  public static double f1(int[] labels, int[] predictions) {
    Confusion confusion = Confusion.of(labels, predictions, 2);
    double hits = (double) confusion.count(1, 1);
    double others = (double) confusion.count(0, 1) + confusion.count(1, 0);
    return hits == 0 ? 0 : 2 * hits / (2 * hits + others);
  }

  /**
   * Matthews's correlation of two classes (CoLA's metric); 0 where labels or predictions are of one
   * class alone.
   */
  public static double matthews(int[] labels, int[] predictions) {
    Confusion confusion = Confusion.of(labels, predictions, 2);
    double tp = (double) confusion.count(1, 1);
    double tn = (double) confusion.count(0, 0);
    double fp = (double) confusion.count(0, 1);
    double fn = (double) confusion.count(1, 0);
    double scale = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
    return scale == 0 ? 0 : (tp * tn - fp * fn) / scale;
  }

  static void requireAsMany(int labels, int predictions) {
    if (labels != predictions) {
      throw new IllegalArgumentException(labels + " labels and " + predictions + " predictions");
    }
  }
}
