package io.d2v.bench.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a language model, by number. */
final class Vocabulary {
  static final String BEGIN = "<s>";
  static final String END = "</s>";
  static final String UNKNOWN = "<unk>";

  /** How some models call what they don't know. */
  private static final String SHOUTED = "<UNK>";

  private final List<String> words = new ArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();

  /** The number of a word, which is new where the number is {@link #size} before the call. */
  int add(String word) {
    Integer known = numbers.putIfAbsent(canonical(word), words.size());
    if (known != null) {
      return known;
    }
    words.add(canonical(word));
    return words.size() - 1;
  }

  /** The number of a word, or -1. */
  int find(String word) {
    return numbers.getOrDefault(canonical(word), -1);
  }

  String word(int number) {
    return words.get(number);
  }

  int size() {
    return words.size();
  }

  private static String canonical(String word) {
    return word.equals(SHOUTED) ? UNKNOWN : word;
  }
}
