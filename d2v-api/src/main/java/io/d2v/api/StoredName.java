package io.d2v.api;

import io.d2v.api.graph.Array;
import java.util.List;
import java.util.Optional;

/**
 * What a parameter is called in a {@link CheckpointLayout}. A star in a name stands for one word
 * between dots, such as a block's number; the same stars are in all names.
 *
 * @param ours its path; empty for what is there but not needed here
 * @param theirs one name, or several where ours is theirs stacked along the first axis, as queries,
 *     keys and values are
 * @param leading how many leading axes of size 1 it has here and not there
 * @param fixed what stands there for something that is no parameter here, such as fixed positions
 */
public record StoredName(String ours, List<String> theirs, int leading, Optional<Array> fixed) {
  /**
   * Checks and copies.
   *
   * @param ours its path; empty for what is there but not needed here
   * @param theirs one name, or several where ours is theirs stacked along the first axis, as
   *     queries, keys and values are
   * @param leading how many leading axes of size 1 it has here and not there
   * @param fixed what stands there for something that is no parameter here, such as fixed positions
   */
  public StoredName {
    theirs = List.copyOf(theirs);
    if (theirs.isEmpty() || leading < 0 || (ours.isEmpty() && theirs.size() > 1)) {
      throw new IllegalArgumentException("'" + ours + "' stored as " + theirs);
    }
  }

  /**
   * {@return a parameter that is there as it is here}
   *
   * @param ours the path of the parameter here
   * @param theirs its name in the other software's files
   */
  public static StoredName of(String ours, String theirs) {
    return new StoredName(ours, List.of(theirs), 0, Optional.empty());
  }

  /**
   * {@return a parameter that is stacked from several along the first axis}
   *
   * @param ours the path of the parameter here
   * @param theirs their names, from the first rows to the last
   */
  public static StoredName stacked(String ours, String... theirs) {
    return new StoredName(ours, List.of(theirs), 0, Optional.empty());
  }

  /**
   * {@return what stands there but is not needed: derived values, counters}
   *
   * @param theirs its name in the other software's files
   */
  public static StoredName ignored(String theirs) {
    return new StoredName("", List.of(theirs), 0, Optional.empty());
  }

  /**
   * {@return a parameter there that is none here, with the value that it has to have}
   *
   * @param theirs its name in the other software's files
   * @param value what it has to be
   */
  public static StoredName fixed(String theirs, Array value) {
    return new StoredName("", List.of(theirs), 0, Optional.of(value));
  }

  /**
   * {@return the same with leading axes of size 1 that it has here and not there}
   *
   * @param number how many such axes
   */
  public StoredName withLeading(int number) {
    return new StoredName(ours, theirs, number, fixed);
  }

  /**
   * {@return the same with words before each of their names, which a model within a model has}
   *
   * @param prefix the words, with a dot at the end
   */
  public StoredName below(String prefix) {
    return new StoredName(ours, theirs.stream().map(prefix::concat).toList(), leading, fixed);
  }
}
