package io.d2v.core.objective;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Tensor;
import java.util.Optional;

/**
 * Smooth L1 between predictions and targets, summed over channels and the rows that count.
 *
 * @param beta where it goes over from a square to a line; 0 for squared error
 * @param scale of the sum
 */
record RegressionLoss(double beta, double scale) {
  /**
   * With a recipe's settings.
   *
   * @param scale {@code 1 / sqrt(width)}, if left out
   */
  static RegressionLoss of(double beta, Optional<Double> scale, int width) {
    return new RegressionLoss(beta, scale.orElse(1 / Math.sqrt(width)));
  }

  /**
   * The sum: rank 0.
   *
   * @param predictions {@code [R, M, D]}
   * @param taught {@code [R, M, D]}
   * @param counted 1 for a row that counts and 0 for another, broadcast to {@code [R, M, 1]}
   */
  Tensor sum(Tensor predictions, Tensor taught, Tensor counted) {
    return Nn.smoothL1(predictions, taught, beta).times(counted).sumAll().times(scale);
  }
}
