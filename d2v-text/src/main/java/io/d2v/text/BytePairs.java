package io.d2v.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/**
 * Byte-level byte-pair encoding (Sennrich et al. 2016; Radford et al. 2019), as GPT-2 and RoBERTa
 * have it. Any text has ids, and they give it back. Safe for several threads at once.
 */
final class BytePairs {
  private static final int BYTES = 256;
  private static final int MOST_CACHED = 1 << 17;
  private static final int LONGEST_CACHED = 64;

  private final Vocabulary vocabulary;
  private final String[] tokens;
  private final int unknown;
  private final int[] byteIds = new int[BYTES];
  private final Merges merges;
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  /**
   * The tokenizer of a vocabulary.
   *
   * @throws IllegalArgumentException if a byte has no token, or a merge's parts or result are none
   */
  BytePairs(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.tokens = new String[vocabulary.size()];
    vocabulary
        .ids()
        .forEach(
            (token, id) -> {
              if (id < tokens.length) {
                tokens[id] = token;
              }
            });
    this.unknown = vocabulary.whole() ? -1 : known(Vocabulary.UNKNOWN);
    for (int value = 0; value < BYTES; value++) {
      byteIds[value] = known(String.valueOf(ByteCharacters.of(value)));
    }
    Map<Long, Merges.Merge> ranked = new HashMap<>();
    int rank = 0;
    for (Vocabulary.Pair pair : vocabulary.merges()) {
      long key = Merges.key(known(pair.left()), known(pair.right()));
      ranked.putIfAbsent(key, new Merges.Merge(rank++, known(pair.joined())));
    }
    this.merges = new Merges(ranked);
  }

  private int known(String token) {
    Integer id = vocabulary.ids().get(token);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks the token '" + token + "'");
    }
    return id;
  }

  /** How many ids there are, special ones included. */
  int size() {
    return tokens.length;
  }

  /** The id of a token as the vocabulary writes it, such as {@code <s>}. */
  OptionalInt id(String token) {
    Integer id = vocabulary.ids().get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  /** The ids of a text, without special tokens. */
  int[] encode(String text) {
    int[] ids = new int[text.length() + 8];
    int count = 0;
    WordScanner words = new WordScanner(text);
    while (words.next()) {
      int[] word = word(words.word());
      if (count + word.length > ids.length) {
        ids = Arrays.copyOf(ids, Math.max(2 * ids.length, count + word.length));
      }
      System.arraycopy(word, 0, ids, count, word.length);
      count += word.length;
    }
    return Arrays.copyOf(ids, count);
  }

  private int[] word(String word) {
    int[] known = cache.get(word);
    if (known != null) {
      return known;
    }
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[bytes.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = byteIds[bytes[i] & 0xFF];
    }
    int[] merged = known(merges.merge(ids));
    if (word.length() <= LONGEST_CACHED && cache.size() < MOST_CACHED) {
      cache.put(word, merged);
    }
    return merged;
  }

  /** The ids with {@code <unk>} for what the model's dictionary lacks. */
  private int[] known(int[] merged) {
    if (unknown >= 0) {
      for (int i = 0; i < merged.length; i++) {
        merged[i] = merged[i] < tokens.length ? merged[i] : unknown;
      }
    }
    return merged;
  }

  /** The text of ids; special tokens stand as they are written. */
  String decode(int[] ids) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int id : ids) {
      if (id < 0 || id >= tokens.length || tokens[id] == null) {
        throw new IllegalArgumentException(id + " is no id of this tokenizer's " + tokens.length);
      }
      write(tokens[id], bytes);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** The text of each id, empty where an id is none; parts of a character have no text. */
  List<String> texts() {
    return IntStream.range(0, tokens.length)
        .mapToObj(id -> tokens[id] == null ? "" : decode(new int[] {id}))
        .toList();
  }

  private static void write(String token, ByteArrayOutputStream bytes) {
    boolean special = token.chars().anyMatch(c -> ByteCharacters.value((char) c) < 0);
    if (special) {
      bytes.writeBytes(token.getBytes(StandardCharsets.UTF_8));
    } else {
      token.chars().forEach(c -> bytes.write(ByteCharacters.value((char) c)));
    }
  }
}
