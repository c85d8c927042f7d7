package io.d2v.audio;

import io.d2v.api.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The recordings that count, by how their paths begin; all of them where nothing is said. */
final class Chosen {
  private static final int SHOWN = 5;

  private final List<String> only;
  private final Set<String> folders = new TreeSet<>();

  Chosen(List<String> only) {
    this.only = only;
  }

  /** Asked for each path while an archive is read, so that nothing else is kept of it. */
  boolean takes(String path) {
    if (only.isEmpty()) {
      return true;
    }
    if (folders.size() < SHOWN) {
      folders.add(path.substring(0, path.lastIndexOf('/') + 1));
    }
    return only.stream().anyMatch(path::startsWith);
  }

  /**
   * Checks that each beginning is one of a recording that is there.
   *
   * @param sounds the paths of those that were taken
   * @throws UserError of kind DATA, if one is not
   */
  void requireEach(Path source, Collection<String> sounds) {
    List<String> unmatched = new ArrayList<>(only);
    unmatched.removeIf(begin -> sounds.stream().anyMatch(sound -> sound.startsWith(begin)));
    if (!unmatched.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          source
              + ": no recording's path begins with "
              + String.join(" or ", unmatched)
              + " (only, in the data section); paths begin below its top, as in "
              + folders);
    }
  }
}
