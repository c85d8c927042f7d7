package io.d2v.core.train;

import io.d2v.api.Mask;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.objective.MaskedBatch;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Lays out masks as a {@link MaskedBatch} is fed. */
public final class MaskedFeeds {
  private MaskedFeeds() {}

  /**
   * The arrays of mask, rows and counted.
   *
   * @param masks one a sample, all over the same number of tokens
   * @param most the most tokens that are masked in one sample
   */
  public static Map<String, Array> of(List<Mask> masks, int most) {
    int batch = masks.size();
    int tokens = masks.get(0).tokens();
    boolean[] masked = new boolean[batch * tokens];
    int[] rows = new int[batch * most];
    float[] counted = new float[batch * most];
    int next = 0;
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
      for (int token : mask.indices().toArray()) {
        masked[b * tokens + token] = true;
        rows[next] = b * tokens + token;
        counted[next++] = 1;
      }
    }
    Map<String, Array> feeds = new HashMap<>();
    feeds.put(MaskedBatch.MASK, Array.of(Shape.of(batch, tokens, 1), masked));
    feeds.put(MaskedBatch.ROWS, Array.of(Shape.of(rows.length), rows));
    feeds.put(MaskedBatch.COUNTED, Array.of(Shape.of(counted.length, 1), counted));
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
