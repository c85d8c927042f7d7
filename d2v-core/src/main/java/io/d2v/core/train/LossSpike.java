package io.d2v.core.train;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells a loss that is far above those of the updates before: more than so many deviations above
 * their median. The deviation is robust: 1.4826 times the median absolute deviation, which is a
 * normal distribution's standard deviation, and at least a tenth of the median: batches of one size
 * may always have nearly twice the loss of those of another.
 */
public final class LossSpike {
  private static final int WINDOW = 101;
  private static final int FEWEST = 31;
  private static final double NORMAL = 1.4826;
  private static final double LEAST = 0.1;

  private final double deviations;
  private final Deque<Double> losses = new ArrayDeque<>();

  /**
   * One that has seen no loss yet.
   *
   * @param deviations above the median from which on a loss is a spike
   */
  public LossSpike(double deviations) {
    this.deviations = deviations;
  }

  /** Above what a loss counts as a spike now; infinity as long as there are few losses. */
  public double limit() {
    if (losses.size() < FEWEST) {
      return Double.POSITIVE_INFINITY;
    }
    double[] before = losses.stream().mapToDouble(loss -> loss).toArray();
    double median = median(before);
    for (int i = 0; i < before.length; i++) {
      before[i] = Math.abs(before[i] - median);
    }
    double deviation = Math.max(NORMAL * median(before), LEAST * Math.abs(median));
    return median + deviations * deviation;
  }

  /** Adds a loss, a spike as well: so a level that stays is soon the new one. */
  public void add(double loss) {
    losses.add(loss);
    if (losses.size() > WINDOW) {
      losses.remove();
    }
  }

  /** The losses that it compares with, for {@link #restore}. */
  String state() {
    return losses.stream().map(loss -> Double.toString(loss)).collect(Collectors.joining(" "));
  }

  void restore(String state) {
    losses.clear();
    Pattern.compile(" ")
        .splitAsStream(state)
        .filter(word -> !word.isEmpty())
        .map(Double::valueOf)
        .forEach(losses::add);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
