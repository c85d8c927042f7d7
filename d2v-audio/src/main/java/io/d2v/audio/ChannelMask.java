package io.d2v.audio;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.Arrays;

/**
 * Spans of channels that are zero over a whole sample, in training alone (SpecAugment, Park et al.
 * 2019, as wav2vec 2.0 has it for fine-tuning: {@code mask_channel_prob} and {@code
 * mask_channel_length}). Spans are drawn as {@link SpanMasker} draws those of tokens, in the graph,
 * since the width is not known before.
 *
 * @param share of the channels that spans would cover if none overlapped
 * @param length of a span
 */
record ChannelMask(double share, int length) {
  /** More than any number that is drawn. */
  private static final double LAST = 2;

  /**
   * The tokens with masked channels zero.
   *
   * @param tokens {@code [batch, tokens, width]}
   */
  Tensor apply(Scope scope, Tensor tokens) {
    if (!scope.isTraining() || share == 0) {
      return tokens;
    }
    int batch = tokens.shape().size(0);
    int width = tokens.shape().last();
    Tensor masked = together(scope, covered(scope, batch, width)); // [B, D]
    Tensor kept = Tensor.constant(1).minus(masked).withoutGradient(); // [B, D]
    return tokens.times(kept.reshape(batch, 1, width));
  }

  /** 1 for a channel in a span, 0 for another: {@code [batch, width]}. */
  Tensor covered(Scope scope, int batch, int width) {
    double spans = share * width / length;
    int least = (int) spans;
    int begins = width - length; // as the reference, which leaves the last place out
    if (begins <= least + 1) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "channel masking: spans of "
              + length
              + " channels are too long for a width of "
              + width
              + "; set encoder.channel_length to less");
    }
    // All samples of a batch have as many spans, one more for some batches.
    Tensor more = scope.uniform("spans").less(Tensor.constant(spans - least)); // []
    Tensor count = more.cast(DType.FLOAT32).plus(least); // []
    Tensor begun =
        ranks(scope.uniform("begins", batch, begins)).less(count).cast(DType.FLOAT32); // [B, W]
    Tensor spanned = begun.matmul(Tensor.constant(spans(begins, width))); // [B, D]
    return Tensor.constant(0.5).less(spanned).cast(DType.FLOAT32);
  }

  /** As many in each sample as in the one with fewest, each equally likely. */
  private static Tensor together(Scope scope, Tensor masked) {
    Tensor fewest = masked.sum(1).negate().max(0).negate(); // [1, 1]
    Tensor drawn = scope.uniform("kept", masked.shape().sizes()); // [B, D]
    Tensor order = Tensor.constant(0.5).less(masked).choose(drawn, Tensor.constant(LAST));
    return ranks(order).less(fewest).cast(DType.FLOAT32); // [B, D]
  }

  /** How many numbers of the row are less: {@code [rows, columns]}. */
  private static Tensor ranks(Tensor numbers) {
    int rows = numbers.shape().size(0);
    int columns = numbers.shape().last();
    return numbers
        .reshape(rows, 1, columns)
        .less(numbers.reshape(rows, columns, 1)) // [R, C, C]
        .cast(DType.FLOAT32)
        .sum(2)
        .reshape(rows, columns);
  }

  /** Which channels a span has that begins at a row's number: {@code [begins, width]}. */
  private Array spans(int begins, int width) {
    float[] spans = new float[begins * width];
    for (int begin = 0; begin < begins; begin++) {
      Arrays.fill(spans, begin * width + begin, begin * width + begin + length, 1);
    }
    return Array.of(Shape.of(begins, width), spans);
  }
}
