package io.d2v.core.model;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.stream.IntStream;

/** The mean negative log-likelihood of classes; rows with a label below 0 don't count. */
final class CrossEntropy {
  private CrossEntropy() {}

  /**
   * Writes the mean cross-entropy against distributions over the classes: rank 0.
   *
   * @param logits {@code [batch, classes]}
   * @param shares of each class, that sum to 1: {@code [batch, classes]}
   */
  static Tensor ofShares(Tensor logits, Tensor shares) {
    double rows = logits.shape().size(0);
    return Nn.logSoftmax(logits).times(shares).sumAll().times(-1 / rows);
  }

  /**
   * Writes it: rank 0.
   *
   * @param logits {@code [..., classes]}
   * @param labels INT32, {@code [...]}
   */
  static Tensor of(Tensor logits, Tensor labels) {
    int classes = logits.shape().last();
    Tensor likely = Nn.logSoftmax(logits).reshape(-1, classes); // [N, C]
    int rows = likely.shape().size(0);
    Tensor wanted = labels.cast(DType.FLOAT32).reshape(rows, 1); // [N, 1]
    float[] numbers = new float[classes];
    IntStream.range(0, classes).forEach(i -> numbers[i] = i);
    Tensor each = Tensor.constant(Array.of(Shape.of(1, classes), numbers)); // [1, C]
    Tensor none = Tensor.constant(0);
    Tensor counted = wanted.plus(0.5).less(none).choose(none, Tensor.constant(1)); // [N, 1]
    Tensor chosen =
        wanted
            .broadcast(rows, classes)
            .equalTo(each.broadcast(rows, classes))
            .choose(likely, Tensor.filled(0, likely.shape())); // [N, C]
    return chosen.sumAll().negate().dividedBy(counted.sumAll());
  }
}
