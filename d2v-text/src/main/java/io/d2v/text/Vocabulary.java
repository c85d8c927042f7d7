package io.d2v.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a byte-pair tokenizer consists of.
 *
 * @param ids token, in {@link ByteCharacters}, to id; special tokens such as {@code <s>} as they
 *     are
 * @param merges the pairs that become one token, the first ones first
 */
record Vocabulary(Map<String, Integer> ids, List<Pair> merges) {
  private static final int MOST = 1 << 24;

  /** Two tokens next to each other. */
  record Pair(String left, String right) {
    String joined() {
      return left + right;
    }
  }

  Vocabulary {
    ids = new LinkedHashMap<>(ids);
    merges = List.copyOf(merges);
    if (ids.values().stream().anyMatch(id -> id < 0 || id >= MOST)) {
      throw new IllegalArgumentException("ids lie from 0 to below " + MOST);
    }
  }

  /** One more than the largest id. */
  int size() {
    return ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
  }
}
