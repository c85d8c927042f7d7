package io.d2v.core.train;

import io.d2v.api.Encoder;
import io.d2v.api.Masker;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.objective.Objective;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Lays out a batch as an objective is fed. */
public final class MaskedFeeds {
  private MaskedFeeds() {}

  /** All that a batch is fed as. */
  public static Map<String, Array> of(Objective objective, Masker masker, Batch batch) {
    Encoder size = objective.encoder().sizes().get(batch.size());
    Map<String, Array> feeds = whole(size, batch.inputs(), batch.valid());
    batch.corrupted().forEach((name, array) -> feeds.put(MaskedBatch.CORRUPTED + name, array));
    feeds.putAll(objective.feeds(batch.masks(), batch.valid(), masker.most(size.grid())));
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

  /** 1 for each real token and 0 for padding: {@code [batch, tokens]}. */
  public static Array valid(int[] valid, int tokens) {
    float[] entries = new float[valid.length * tokens];
    for (int b = 0; b < valid.length; b++) {
      Arrays.fill(entries, b * tokens, b * tokens + valid[b], 1);
    }
    return Array.of(Shape.of(valid.length, tokens), entries);
  }
}
