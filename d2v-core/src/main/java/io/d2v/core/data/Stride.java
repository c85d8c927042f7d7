package io.d2v.core.data;

/**
 * Which batches of a run one reader takes.
 *
 * @param first number of its first one, from 0
 * @param step how much further each next one is: 1 takes all
 */
public record Stride(long first, int step) {
  /** Checks the ranges. */
  public Stride {
    if (first < 0 || step < 1) {
      throw new IllegalArgumentException(
          "a stride is from 0 in steps of at least 1, not from " + first + " in steps of " + step);
    }
  }

  /** All from a batch on. */
  public static Stride from(long first) {
    return new Stride(first, 1);
  }
}
