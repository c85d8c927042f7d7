package io.d2v.audio;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.stream.IntStream;

/** Which frames are real and which are padding. */
final class Valid {
  private Valid() {}

  /**
   * 1 for a real frame and 0 for padding.
   *
   * @param x {@code [batch, frames, channels]}
   * @param lengths INT32 {@code [batch, stages]}
   * @param stage whose lengths are meant
   * @return FLOAT32 {@code [batch, frames, 1]}
   */
  static Tensor frames(Tensor x, Tensor lengths, int stage) {
    int frames = x.shape().size(1);
    Tensor numbers =
        Tensor.constant(
            Array.of(Shape.of(1, frames), IntStream.range(0, frames).toArray())); // [1, T]
    return numbers
        .less(lengths.range(1, stage, 1)) // [B, T]
        .cast(DType.FLOAT32)
        .reshape(x.shape().size(0), frames, 1);
  }
}
