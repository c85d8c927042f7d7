package io.d2v.core.objective;

import io.d2v.api.graph.Tensor;

/** Tell a collapse: how much rows differ from one another, and in how many directions. */
final class Gauges {
  /** Rows whose squared distances from their mean sum to less are all the same. */
  private static final double TINY = 1e-20;

  private Gauges() {}

  /**
   * The mean over channels of {@code sqrt(unbiased variance over rows + 1e-6)}, as the reference
   * logs it ({@code compute_var}).
   *
   * @param rows {@code [B, M, D]}
   * @param counted 1 for a row that counts and 0 for another, {@code [B, M, 1]}
   * @param count how many count, of rank 0
   */
  static Tensor spread(Tensor rows, Tensor counted, Tensor count) {
    return spreads(rows, counted, count).mean(0).reshape(); // []
  }

  /** The same of each channel by itself: {@code [D]}. */
  static Tensor spreads(Tensor rows, Tensor counted, Tensor count) {
    Tensor squares =
        rows.minus(mean(rows, counted, count)).square().times(counted).sum(0, 1); // [1, 1, D]
    Tensor variance = squares.dividedBy(count.plus(-1).maximum(Tensor.constant(1))); // [1, 1, D]
    return variance.plus(1e-6).sqrt().reshape(rows.shape().last()); // [D]
  }

  /**
   * In how many directions rows differ: with the eigenvalues of their covariance, {@code (sum of
   * them)^2 / sum of their squares}, the participation ratio. All alike in every direction it is
   * the width, along one line 1, and 0 where all rows are the same.
   *
   * @param rows {@code [B, M, D]}
   * @param counted 1 for a row that counts and 0 for another, {@code [B, M, 1]}
   * @param count how many count, of rank 0
   */
  static Tensor rank(Tensor rows, Tensor counted, Tensor count) {
    int width = rows.shape().last();
    Tensor centred =
        rows.minus(mean(rows, counted, count)).times(counted).reshape(-1, width); // [B * M, D]
    Tensor trace = centred.square().sumAll(); // []
    Tensor unit = centred.dividedBy(trace.maximum(Tensor.constant(TINY)).sqrt()); // [B * M, D]
    // The squares of eigenvalues that sum to 1.
    Tensor squares = unit.matmul(unit, true, false).square().sumAll(); // []
    return trace
        .less(Tensor.constant(TINY))
        .choose(Tensor.constant(0), Tensor.constant(1).dividedBy(squares)); // []
  }

  private static Tensor mean(Tensor rows, Tensor counted, Tensor count) {
    return rows.times(counted).sum(0, 1).dividedBy(count); // [1, 1, D]
  }
}
