package io.d2v.core.objective;

import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tensors that a batch of masked samples is fed through.
 *
 * @param whole the encoder's inputs, unmasked, with a batch axis in front
 * @param corrupted the same, masked where the encoder masks its inputs; else {@code whole}
 * @param valid 1 for a token and 0 for padding, {@code [batch, tokens]}, where samples are padded
 * @param mask whether a token is masked: BOOL {@code [batch, tokens, 1]}
 * @param rows numbers of the masked tokens among the batch's {@code batch * tokens}, row-major:
 *     INT32 {@code [batch, most]}; unused places hold a sample's first token
 * @param counted 1 for a row in use and 0 for an unused place: {@code [batch, most, 1]}
 */
public record MaskedBatch(
    Map<String, Tensor> whole,
    Map<String, Tensor> corrupted,
    Optional<Tensor> valid,
    Tensor mask,
    Tensor rows,
    Tensor counted) {
  /** Prefix of the names under which masked inputs are fed. */
  public static final String CORRUPTED = "corrupted.";

  /** Name under which {@link #valid} is fed. */
  public static final String VALID = "valid";

  /** Name under which {@link #mask} is fed. */
  public static final String MASK = "mask";

  /** Name under which {@link #rows} is fed. */
  public static final String ROWS = "rows";

  /** Name under which {@link #counted} is fed. */
  public static final String COUNTED = "counted";

  /**
   * The tensors of a batch.
   *
   * @param batch how many samples
   * @param most the most tokens that are masked in one sample
   */
  public static MaskedBatch of(Encoder encoder, int batch, int most) {
    int tokens = encoder.grid().tokens();
    Map<String, Tensor> whole = inputs(encoder, "", batch);
    return new MaskedBatch(
        whole,
        encoder.maskAt() == MaskAt.INPUT ? inputs(encoder, CORRUPTED, batch) : whole,
        valid(encoder, batch),
        Tensor.input(MASK, TensorType.bool(batch, tokens, 1)),
        Tensor.input(ROWS, TensorType.int32(batch, most)),
        Tensor.input(COUNTED, TensorType.float32(batch, most, 1)));
  }

  /** The encoder's inputs with a batch axis, named with a prefix in the feeds alone. */
  public static Map<String, Tensor> inputs(Encoder encoder, String prefix, int batch) {
    Map<String, Tensor> tensors = new TreeMap<>();
    encoder
        .inputs()
        .forEach(
            (name, type) -> {
              int[] one = type.shape().sizes();
              int[] sizes = new int[one.length + 1];
              sizes[0] = batch;
              System.arraycopy(one, 0, sizes, 1, one.length);
              tensors.put(name, Tensor.input(prefix + name, type.with(Shape.of(sizes))));
            });
    return tensors;
  }

  /** Where padding is fed, if the encoder's samples can be padded. */
  public static Optional<Tensor> valid(Encoder encoder, int batch) {
    return encoder.padded()
        ? Optional.of(Tensor.input(VALID, TensorType.float32(batch, encoder.grid().tokens())))
        : Optional.empty();
  }

  /**
   * The arrays of mask, rows and counted.
   *
   * @param masks one a sample, all over the same number of tokens
   * @param most the most tokens that are masked in one sample
   */
  public static Map<String, Array> feeds(List<Mask> masks, int most) {
    int batch = masks.size();
    int tokens = masks.get(0).tokens();
    int[] rows = new int[batch * most];
    float[] counted = new float[batch * most];
    for (int b = 0; b < batch; b++) {
      Mask mask = masks.get(b);
      if (mask.count() > most || mask.tokens() != tokens) {
        throw new IllegalArgumentException(
            "a mask of "
                + mask.count()
                + " among "
                + mask.tokens()
                + " tokens; the masker promised at most "
                + most
                + " among "
                + tokens);
      }
      int next = b * most;
      for (int token : mask.indices().toArray()) {
        rows[next] = b * tokens + token;
        counted[next++] = 1;
      }
      Arrays.fill(rows, next, (b + 1) * most, b * tokens);
    }
    Map<String, Array> feeds = new HashMap<>();
    feeds.put(MASK, mask(masks));
    feeds.put(ROWS, Array.of(Shape.of(batch, most), rows));
    feeds.put(COUNTED, Array.of(Shape.of(batch, most, 1), counted));
    return feeds;
  }

  /**
   * Whether a token is masked: {@code [batch, tokens, 1]}.
   *
   * @param masks one a sample, all over the same number of tokens
   */
  public static Array mask(List<Mask> masks) {
    int tokens = masks.get(0).tokens();
    boolean[] masked = new boolean[masks.size() * tokens];
    for (int b = 0; b < masks.size(); b++) {
      for (int token : masks.get(b).indices().toArray()) {
        masked[b * tokens + token] = true;
      }
    }
    return Array.of(Shape.of(masks.size(), tokens, 1), masked);
  }

  /** The masked ones of {@code [batch, tokens, width]}: {@code [batch, most, width]}. */
  Tensor masked(Tensor tokens) {
    return tokens.reshape(-1, tokens.shape().last()).gather(rows);
  }
}
