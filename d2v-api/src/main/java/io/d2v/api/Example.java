package io.d2v.api;

import io.d2v.api.graph.Array;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * A sample as the model takes it.
 *
 * @param arrays one array for each of {@link Encoder#inputs()}, of its type
 * @param valid how many of its tokens are real; the rest, at the end, is padding
 * @param wordStarts the tokens that begin a word of one or more, for maskers that mask words as a
 *     whole; empty where tokens are parts of nothing
 */
public record Example(Map<String, Array> arrays, int valid, Optional<BitSet> wordStarts) {
  /**
   * Copies the map and the set.
   *
   * @param arrays one array for each of {@link Encoder#inputs()}, of its type
   * @param valid how many of its tokens are real; the rest, at the end, is padding
   * @param wordStarts the tokens that begin a word of one or more, for maskers that mask words as a
   *     whole; empty where tokens are parts of nothing
   */
  public Example {
    arrays = Map.copyOf(arrays);
    wordStarts = wordStarts.map(starts -> (BitSet) starts.clone());
  }

  /**
   * An example whose tokens are parts of nothing.
   *
   * @param arrays the encoder's inputs by name, without a batch axis
   * @param valid how many tokens come from the sample; the rest is padding
   */
  public Example(Map<String, Array> arrays, int valid) {
    this(arrays, valid, Optional.empty());
  }
}
