package io.d2v.core.objective;

import io.d2v.api.graph.Tensor;

/** Tells a collapse: how much rows differ from one another. */
final class Gauges {
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
    Tensor mean = rows.times(counted).sum(0, 1).dividedBy(count); // [1, 1, D]
    Tensor squares = rows.minus(mean).square().times(counted).sum(0, 1); // [1, 1, D]
    Tensor variance = squares.dividedBy(count.plus(-1).maximum(Tensor.constant(1))); // [1, 1, D]
    return variance.plus(1e-6).sqrt().mean(0, 1, 2).reshape(); // []
  }
}
