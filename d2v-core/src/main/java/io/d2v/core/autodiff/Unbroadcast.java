package io.d2v.core.autodiff;

import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.stream.IntStream;

/** The gradient of broadcasting: each entry gets the sum over the places to which it went. */
final class Unbroadcast {
  private Unbroadcast() {}

  private static boolean keepsLast(int[] repeated, Shape from) {
    return IntStream.of(repeated).noneMatch(axis -> axis == from.rank() - 1);
  }

  static Tensor to(Shape shape, Tensor gradient) {
    Shape from = gradient.shape();
    int added = from.rank() - shape.rank();
    int[] repeated =
        IntStream.range(0, from.rank())
            .filter(axis -> axis < added || shape.size(axis - added) < from.size(axis))
            .filter(axis -> from.size(axis) > 1)
            .toArray();
    if (repeated.length == 0) {
      return gradient.reshape(shape.sizes());
    }
    boolean rows = shape.elements() > 1 && shape.elements() == from.last();
    return (rows && keepsLast(repeated, from) ? Nn.sumOfRows(gradient) : gradient.sum(repeated))
        .reshape(shape.sizes());
  }
}
