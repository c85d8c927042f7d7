package io.d2v.bench.decode;

import java.util.Arrays;
import java.util.List;

/**
 * The spellings of a lexicon as a tree of letters. Node 0 is the root; the others come after their
 * parents. Children and words of a node are slices of flat arrays.
 */
final class SpellingTrie {
  static final int ROOT = 0;

  private final int[] parents;
  private final int[] letters;
  private final int[] firstChild;
  private final int[] children;
  private final int[] firstWord;
  private final int[] words;
  private final double[] lookahead;

  /**
   * Takes a lexicon.
   *
   * @param scores what the language model gives each word by itself
   */
  SpellingTrie(List<Lexicon.Entry> entries, double... scores) {
    Grams steps = new Grams(entries.size());
    int[] ends = new int[entries.size()];
    for (int word = 0; word < ends.length; word++) {
      for (int letter : entries.get(word).spelling()) {
        ends[word] = steps.add(ends[word], letter) + 1;
      }
    }
    int nodes = steps.size() + 1;
    parents = new int[nodes];
    letters = new int[nodes];
    parents[ROOT] = -1;
    letters[ROOT] = -1;
    for (int node = 1; node < nodes; node++) {
      parents[node] = steps.before(node - 1);
      letters[node] = steps.next(node - 1);
    }
    int[] below = Arrays.copyOfRange(parents, 1, nodes);
    firstChild = begins(below, nodes);
    children = sorted(below, firstChild);
    Arrays.setAll(children, i -> children[i] + 1);
    firstWord = begins(ends, nodes);
    words = sorted(ends, firstWord);
    lookahead = new double[nodes];
    Arrays.fill(lookahead, Double.NEGATIVE_INFINITY);
    for (int word = 0; word < ends.length; word++) {
      lookahead[ends[word]] = Math.max(lookahead[ends[word]], scores[word]);
    }
    for (int node = nodes - 1; node > 0; node--) {
      lookahead[parents[node]] = Math.max(lookahead[parents[node]], lookahead[node]);
    }
    lookahead[ROOT] = 0;
  }

  int parent(int node) {
    return parents[node];
  }

  /** The letter that leads to a node. */
  int letter(int node) {
    return letters[node];
  }

  int firstChild(int node) {
    return firstChild[node];
  }

  /** The child at a place, from {@link #firstChild} of a node up to that of the next. */
  int child(int place) {
    return children[place];
  }

  int firstWord(int node) {
    return firstWord[node];
  }

  /** The word at a place, from {@link #firstWord} of a node up to that of the next. */
  int word(int place) {
    return words[place];
  }

  /** The best score of the words at and below a node; 0 at the root, where none has begun. */
  double lookahead(int node) {
    return lookahead[node];
  }

  /** Where the slice of each owner begins, and after the last the end. */
  private static int[] begins(int[] owners, int nodes) {
    int[] begins = new int[nodes + 1];
    for (int owner : owners) {
      begins[owner + 1]++;
    }
    for (int node = 0; node < nodes; node++) {
      begins[node + 1] += begins[node];
    }
    return begins;
  }

  /** The numbers of the owned, those of one owner together. */
  private static int[] sorted(int[] owners, int[] begins) {
    int[] next = begins.clone();
    int[] sorted = new int[owners.length];
    for (int i = 0; i < owners.length; i++) {
      sorted[next[owners[i]]++] = i;
    }
    return sorted;
  }
}
