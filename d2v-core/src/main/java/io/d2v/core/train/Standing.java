package io.d2v.core.train;

import io.d2v.core.data.Quarantine;
import io.d2v.core.run.RunState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run stands, besides its parameters.
 *
 * @param damaged samples that stay out
 */
record Standing(RunState state, List<Quarantine.Damaged> damaged) {
  private static final String STEP = "step";
  private static final String SEED = "seed";
  private static final String MORE = "more ";
  private static final String DAMAGED = "damaged ";

  /** Copies the list. */
  Standing {
    damaged = List.copyOf(damaged);
  }

  /** For {@link #of}. */
  Map<String, String> words() {
    Map<String, String> words = words(damaged);
    words.put(STEP, Long.toString(state.step()));
    words.put(SEED, Long.toString(state.seed()));
    state.more().forEach((name, value) -> words.put(MORE + name, value));
    return words;
  }

  static Standing of(Map<String, String> words) {
    Map<String, String> more = new TreeMap<>();
    words.forEach(
        (name, value) -> {
          if (name.startsWith(MORE)) {
            more.put(name.substring(MORE.length()), value);
          }
        });
    long step = Long.parseLong(words.getOrDefault(STEP, ""));
    long seed = Long.parseLong(words.getOrDefault(SEED, ""));
    return new Standing(new RunState(step, seed, more), damaged(words));
  }

  /** For {@link #damaged(Map)}. */
  static Map<String, String> words(List<Quarantine.Damaged> damaged) {
    Map<String, String> words = new TreeMap<>();
    damaged.forEach(one -> words.put(DAMAGED + one.index(), one.reason()));
    return words;
  }

  static List<Quarantine.Damaged> damaged(Map<String, String> words) {
    List<Quarantine.Damaged> damaged = new ArrayList<>();
    words.forEach(
        (name, value) -> {
          if (name.startsWith(DAMAGED)) {
            long index = Long.parseLong(name.substring(DAMAGED.length()));
            damaged.add(new Quarantine.Damaged(index, value));
          }
        });
    return damaged;
  }
}
