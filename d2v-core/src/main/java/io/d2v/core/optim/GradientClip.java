package io.d2v.core.optim;

import io.d2v.api.graph.Tensor;
import java.util.Collection;
import java.util.Optional;

/** Clipping by the norm of the whole gradient (Pascanu et al. 2013). */
public final class GradientClip {
  private GradientClip() {}

  /** The Euclidean norm over all entries of all gradients, of rank 0. */
  public static Tensor norm(Collection<Tensor> gradients) {
    return gradients.stream()
        .map(GradientClip::sumOfSquares)
        .reduce(Tensor::plus)
        .orElseThrow()
        .sqrt();
  }

  /** Row by row first, which several threads can share. */
  private static Tensor sumOfSquares(Tensor gradient) {
    Tensor squares = gradient.square();
    return squares.shape().rank() == 0 ? squares : squares.sum(-1).sumAll();
  }

  /** What gradients are multiplied by: {@code min(1, clip / (norm + 1e-6))}, of rank 0. */
  public static Tensor scale(Tensor norm, Optional<Double> clip) {
    return clip.map(
            most -> {
              Tensor share = Tensor.constant(most).dividedBy(norm.plus(1e-6));
              return share.less(Tensor.constant(1)).choose(share, Tensor.constant(1));
            })
        .orElse(Tensor.constant(1));
  }
}
