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
 * @param size how many ids there are; one from there on is a token that merges need but that the
 *     model's dictionary lacks, and stands for {@code <unk>}
 */
record Vocabulary(Map<String, Integer> ids, List<Pair> merges, int size) {
  static final String UNKNOWN = "<unk>";
  private static final int MOST = 1 << 20; // the largest known have a quarter as many

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
    if (size < after(ids) && ids.getOrDefault(UNKNOWN, size) >= size) {
      throw new IllegalArgumentException(
          "tokens are missing in the dictionary, and it has no " + UNKNOWN + " in their place");
    }
  }

  /** A vocabulary that lacks nothing. */
  Vocabulary(Map<String, Integer> ids, List<Pair> merges) {
    this(ids, merges, after(ids));
  }

  /** Whether the model's dictionary has all tokens. */
  boolean whole() {
    return size >= after(ids);
  }

  private static int after(Map<String, Integer> ids) {
    return ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
  }
}
