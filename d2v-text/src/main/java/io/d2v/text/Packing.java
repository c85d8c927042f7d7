package io.d2v.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills samples with whole lines of one document, as fairseq's {@code complete_doc}: a token for
 * the beginning, then lines with a token for the end after each, as many as there is room for. A
 * line too long for a sample is cut.
 */
final class Packing {
  private final BytePairs tokenizer;
  private final SpecialTokens special;
  private final int most;
  private final List<int[]> samples = new ArrayList<>();
  private final int[] open;
  private int filled;

  /**
   * No samples yet.
   *
   * @param most tokens in a sample
   */
  Packing(BytePairs tokenizer, int most) {
    this.tokenizer = tokenizer;
    this.special = SpecialTokens.of(tokenizer);
    this.most = most;
    this.open = new int[most];
  }

  /** Adds a line of the current document. */
  void line(String line) {
    int[] ids = tokenizer.encode(line);
    if (filled > 1 && filled + ids.length + 1 > most) {
      close();
    }
    int from = 0;
    while (from < ids.length) {
      begin();
      int room = most - filled - 1;
      int part = Math.min(room, ids.length - from);
      System.arraycopy(ids, from, open, filled, part);
      filled += part;
      from += part;
      open[filled++] = special.end();
      if (from < ids.length) {
        close();
      }
    }
  }

  /** Ends the current document. */
  void endDocument() {
    close();
  }

  /** What has been filled so far; the current document has to be ended before. */
  List<int[]> samples() {
    return samples;
  }

  private void begin() {
    if (filled == 0) {
      open[filled++] = special.begin();
    }
  }

  private void close() {
    if (filled > 0) {
      samples.add(Arrays.copyOf(open, filled));
      filled = 0;
    }
  }
}
