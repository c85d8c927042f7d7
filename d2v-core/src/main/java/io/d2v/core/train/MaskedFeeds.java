package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.objective.MaskedBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays out a batch as a {@link MaskedBatch} is fed. */
public final class MaskedFeeds {
  private MaskedFeeds() {}

  /** All that a batch is fed as. */
  public static Map<String, Array> of(Encoder encoder, Masker masker, Batch batch) {
    Encoder size = encoder.sizes().get(batch.size());
    Map<String, Array> feeds = whole(size, batch.inputs(), batch.valid());
    batch.corrupted().forEach((name, array) -> feeds.put(MaskedBatch.CORRUPTED + name, array));
    feeds.putAll(of(batch.masks(), masker.most(size.grid())));
    return feeds;
  }

  /**
   * What unmasked samples are fed as.
   *
   * @param encoder of the samples' size
   * @param inputs the encoder's inputs with a batch axis in front
   * @param valid real tokens of each sample
   */
  public static Map<String, Array> whole(Encoder encoder, Map<String, Array> inputs, int[] valid) {
    Map<String, Array> feeds = new HashMap<>(inputs);
    if (encoder.padded()) {
      feeds.put(MaskedBatch.VALID, valid(valid, encoder.grid().tokens()));
    }
    return feeds;
  }

  /**
   * The arrays of mask, rows and counted.
   *
   * @param masks one a sample, all over the same number of tokens
   * @param most the most tokens that are masked in one sample
   */
  public static Map<String, Array> of(List<Mask> masks, int most) {
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
    feeds.put(MaskedBatch.MASK, mask(masks));
    feeds.put(MaskedBatch.ROWS, Array.of(Shape.of(batch, most), rows));
    feeds.put(MaskedBatch.COUNTED, Array.of(Shape.of(batch, most, 1), counted));
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

  /** 1 for each real token and 0 for padding: {@code [batch, tokens]}. */
  public static Array valid(int[] valid, int tokens) {
    float[] entries = new float[valid.length * tokens];
    for (int b = 0; b < valid.length; b++) {
      Arrays.fill(entries, b * tokens, b * tokens + valid[b], 1);
    }
    return Array.of(Shape.of(valid.length, tokens), entries);
  }
}
