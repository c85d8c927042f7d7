package io.d2v.core.autodiff;

import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.stream.IntStream;

/** The gradient of broadcasting: each entry gets the sum over the places to which it went. */
final class Unbroadcast {
  private Unbroadcast() {}

  static Tensor to(Shape shape, Tensor gradient) {
    Shape from = gradient.shape();
    int added = from.rank() - shape.rank();
    int[] repeated =
        IntStream.range(0, from.rank())
            .filter(axis -> axis < added || shape.size(axis - added) < from.size(axis))
            .filter(axis -> from.size(axis) > 1)
            .toArray();
    Tensor summed = repeated.length == 0 ? gradient : gradient.sum(repeated);
    return summed.reshape(shape.sizes());
  }
}
