package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The n-grams of sentences up to an order, and how often each came. All of it lies in memory: about
 * 50 bytes an n-gram.
 */
final class NgramCounts {
  private final Vocabulary words = new Vocabulary();
  private final List<Grams> grams = new ArrayList<>();
  private final long[][] counts;
  private final int order;
  private final int begin;
  private final int end;
  private long tokens;

  NgramCounts(int order) {
    this.order = order;
    words.add(Vocabulary.UNKNOWN);
    begin = words.add(Vocabulary.BEGIN);
    end = words.add(Vocabulary.END);
    for (int n = 0; n < order; n++) {
      grams.add(new Grams(16));
    }
    counts = new long[order][16];
  }

  /** Counts a sentence. */
  void add(List<String> sentence) {
    int[] text = new int[sentence.size() + 2];
    text[0] = begin;
    for (int i = 0; i < sentence.size(); i++) {
      text[i + 1] = words.add(sentence.get(i));
    }
    text[text.length - 1] = end;
    tokens += text.length - 1;
    for (int from = 0; from < text.length; from++) {
      int gram = text[from];
      for (int n = 0; n < order && from + n < text.length; n++) {
        gram = n == 0 ? gram : grams.get(n).add(gram, text[from + n]);
        count(n, gram, (n == order - 1 || (from == 0 && n > 0)) ? 1 : 0);
      }
    }
  }

  int order() {
    return order;
  }

  /** Words and ends of sentences that were counted. */
  long tokens() {
    return tokens;
  }

  Vocabulary words() {
    return words;
  }

  int begin() {
    return begin;
  }

  /** The n-grams of an order, counted from 0, each the one without its last word, and that. */
  Grams grams(int n) {
    return grams.get(n);
  }

  int size(int n) {
    return n == 0 ? words.size() : grams.get(n).size();
  }

  /**
   * For each order, in how many ways an n-gram is continued to the left; of those that can't be,
   * since they are of the highest order or begin a sentence, how often they came.
   *
   * @param ends for each order, the n-grams without their first word
   */
  long[][] adjusted(int[][] ends) {
    long[][] adjusted = new long[order][];
    for (int n = 0; n < order; n++) {
      adjusted[n] = Arrays.copyOf(counts[n], size(n));
    }
    for (int n = 1; n < order; n++) {
      for (int gram = 0; gram < size(n); gram++) {
        adjusted[n - 1][ends[n][gram]]++;
      }
    }
    adjusted[0][begin] = 0;
    return adjusted;
  }

  /** For each order, the n-grams without their first word. */
  int[][] ends() {
    int[][] ends = new int[order][];
    for (int n = 1; n < order; n++) {
      ends[n] = new int[size(n)];
      for (int gram = 0; gram < ends[n].length; gram++) {
        int word = grams.get(n).next(gram);
        ends[n][gram] =
            n == 1 ? word : grams.get(n - 1).find(ends[n - 1][grams.get(n).before(gram)], word);
      }
    }
    return ends;
  }

  private void count(int n, int gram, int times) {
    if (gram >= counts[n].length) {
      counts[n] = Arrays.copyOf(counts[n], Math.max(gram + 1, gram + gram / 2));
    }
    counts[n][gram] += times;
  }
}
