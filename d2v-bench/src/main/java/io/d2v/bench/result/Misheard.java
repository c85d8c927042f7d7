package io.d2v.bench.result;

import java.util.List;

/**
 * What was heard in place of what was said, over one set of utterances.
 *
 * @param set the utterances
 * @param decoding how scores became words
 * @param said words
 * @param substituted words that were heard as others
 * @param inserted words that nobody said
 * @param deleted words that were not heard
 * @param often the most frequent substitutions, the most frequent first
 * @param examples a few utterances, in the data's order
 */
public record Misheard(
    String set,
    String decoding,
    long said,
    long substituted,
    long inserted,
    long deleted,
    List<Swap> often,
    List<Utterance> examples) {
  /** A word that was heard as another, and how often. */
  public record Swap(String said, String heard, long times) {}

  /**
   * An utterance, word by word.
   *
   * @param id where it is from
   */
  public record Utterance(String id, List<Place> places) {
    /** Copies the list. */
    public Utterance {
      places = List.copyOf(places);
    }
  }

  /**
   * A place of an alignment.
   *
   * @param said empty where something was inserted
   * @param heard empty where something was deleted
   */
  public record Place(String said, String heard) {
    /** Whether it is no error. */
    public boolean right() {
      return said.equals(heard);
    }
  }

  /** Copies the lists. */
  public Misheard {
    often = List.copyOf(often);
    examples = List.copyOf(examples);
  }
}
