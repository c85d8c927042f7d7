package io.d2v.text;

import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * How often each pair comes in the words of a corpus, and the pairs that may be merged next.
 *
 * <p>As in Hugging Face's trainer, a pair can wait more than once, each time with the words in
 * which it came to be since, and the count of a pair that was merged stays. This shows where two
 * ways lead to one token: the pairs around it grow again.
 */
final class PairCounts {
  /** A pair that waits to be merged, most frequent first, then the one with smaller ids. */
  static final class Candidate implements Comparable<Candidate> {
    final long pair;
    private final int number;
    private final int[] words;
    private final int length;
    private long count;

    private Candidate(long pair, int number, Words words, long count) {
      this.pair = pair;
      this.number = number;
      this.words = words.indices;
      this.length = words.length;
      this.count = count;
    }

    long count() {
      return count;
    }

    /** Indices of the words that it came to be in. */
    int[] words() {
      return Arrays.copyOf(words, length);
    }

    @Override
    public int compareTo(Candidate other) {
      return count != other.count
          ? Long.compare(other.count, count)
          : Long.compare(pair, other.pair);
    }
  }

  private static final class Words {
    private int[] indices = new int[2];
    private int length;

    /** Words come one after the other, so one that is there already is the last. */
    void add(int word) {
      if (length > 0 && indices[length - 1] == word) {
        return;
      }
      if (length == indices.length) {
        indices = Arrays.copyOf(indices, 2 * length);
      }
      indices[length++] = word;
    }
  }

  private final PairTable pairs = new PairTable();
  private final PriorityQueue<Candidate> queue = new PriorityQueue<>();
  private long[] counts = new long[1 << 12];
  private Words[] grown = new Words[counts.length];
  private int[] changed = new int[64];
  private int changes;

  /** A pair came up in a word. */
  void more(long pair, long count, int word) {
    int number = number(pair);
    counts[number] += count;
    Words words = grown[number];
    if (words == null) {
      words = new Words();
      grown[number] = words;
      if (changes == changed.length) {
        changed = Arrays.copyOf(changed, 2 * changes);
      }
      changed[changes++] = number;
    }
    words.add(word);
  }

  /** A pair went from a word. */
  void fewer(long pair, long count) {
    counts[number(pair)] -= count;
  }

  /** The pairs that came up since the last call wait from now on. */
  @SuppressWarnings("NullAway") // what is changed has words
  void offer() {
    for (int i = 0; i < changes; i++) {
      int number = changed[i];
      if (counts[number] > 0) {
        queue.add(new Candidate(pairs.pair(number), number, grown[number], counts[number]));
      }
      grown[number] = null;
    }
    changes = 0;
  }

  /** Takes the pair that comes most often; null if none waits. */
  @org.jspecify.annotations.Nullable Candidate take() {
    for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
      long now = counts[best.number];
      if (now == best.count) {
        return best;
      }
      if (now > 0) {
        best.count = now;
        queue.add(best);
      }
    }
    return null;
  }

  private int number(long pair) {
    int number = pairs.add(pair);
    if (number == counts.length) {
      counts = Arrays.copyOf(counts, 2 * number);
      grown = Arrays.copyOf(grown, 2 * number);
    }
    return number;
  }
}
