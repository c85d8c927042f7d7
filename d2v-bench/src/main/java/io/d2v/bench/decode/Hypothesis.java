package io.d2v.bench.decode;

import java.util.List;

/**
 * What may have been said.
 *
 * @param words what was said
 * @param score what hypotheses are ordered by: all below, weighted, and the scores of words
 * @param acoustic natural logarithm of the probability that the frames spell it: of the best path,
 *     or the sum over paths
 * @param languageModel log10 of the probability that such words are said; 0 without a model
 */
public record Hypothesis(List<String> words, double score, double acoustic, double languageModel) {
  /** Copies the list. */
  public Hypothesis {
    words = List.copyOf(words);
  }

  /** The words with spaces between them. */
  public String text() {
    return String.join(" ", words);
  }
}
