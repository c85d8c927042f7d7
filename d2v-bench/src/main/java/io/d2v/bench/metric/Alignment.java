package io.d2v.bench.metric;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What was said beside what was heard, with the fewest edits (Levenshtein 1966).
 *
 * @param pairs in order
 */
public record Alignment(List<Pair> pairs) {
  /** Copies the list. */
  public Alignment {
    pairs = List.copyOf(pairs);
  }

  /**
   * One place.
   *
   * @param said empty where something was inserted
   * @param heard empty where something was deleted
   */
  public record Pair(Optional<String> said, Optional<String> heard) {
    /** Whether it is no error. */
    public boolean right() {
      return said.equals(heard);
    }
  }

  /** Aligns; of several ways with as few edits one that substitutes. */
  public static Alignment of(List<String> said, List<String> heard) {
    int[][] edits = edits(said, heard);
    List<Pair> pairs = new ArrayList<>();
    int i = said.size();
    int j = heard.size();
    while (i > 0 || j > 0) {
      if (i > 0
          && j > 0
          && edits[i][j] == edits[i - 1][j - 1] + cost(said.get(i - 1), heard.get(j - 1))) {
        pairs.add(new Pair(Optional.of(said.get(--i)), Optional.of(heard.get(--j))));
      } else if (i > 0 && edits[i][j] == edits[i - 1][j] + 1) {
        pairs.add(new Pair(Optional.of(said.get(--i)), Optional.empty()));
      } else {
        pairs.add(new Pair(Optional.empty(), Optional.of(heard.get(--j))));
      }
    }
    Collections.reverse(pairs);
    return new Alignment(pairs);
  }

  /** How many pairs are errors. */
  public int errors() {
    return (int) pairs.stream().filter(pair -> !pair.right()).count();
  }

  /** How many things were said. */
  public int said() {
    return (int) pairs.stream().filter(pair -> pair.said().isPresent()).count();
  }

  private static int[][] edits(List<String> said, List<String> heard) {
    int[][] edits = new int[said.size() + 1][heard.size() + 1];
    for (int i = 0; i <= said.size(); i++) {
      edits[i][0] = i;
    }
    for (int j = 0; j <= heard.size(); j++) {
      edits[0][j] = j;
    }
    for (int i = 1; i <= said.size(); i++) {
      for (int j = 1; j <= heard.size(); j++) {
        int substituted = edits[i - 1][j - 1] + cost(said.get(i - 1), heard.get(j - 1));
        edits[i][j] = Math.min(substituted, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
      }
    }
    return edits;
  }

  private static int cost(String said, String heard) {
    return said.equals(heard) ? 0 : 1;
  }
}
