package io.d2v.core.interchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A dotted name in which a star stands for one word. */
record NamePattern(List<String> words) {
  private static final String STAR = "*";

  static NamePattern of(String text) {
    return new NamePattern(List.of(text.split("\\.", -1)));
  }

  /** What the stars stand for, if this is such a name. */
  Optional<List<String>> match(String name) {
    String[] given = name.split("\\.", -1);
    if (given.length != words.size()) {
      return Optional.empty();
    }
    List<String> stars = new ArrayList<>();
    for (int i = 0; i < given.length; i++) {
      if (words.get(i).equals(STAR)) {
        stars.add(given[i]);
      } else if (!words.get(i).equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(stars);
  }

  /** The name with these words for its stars. */
  String fill(List<String> stars) {
    List<String> filled = new ArrayList<>();
    int next = 0;
    for (String word : words) {
      filled.add(word.equals(STAR) ? stars.get(next++) : word);
    }
    return String.join(".", filled);
  }
}
