package io.d2v.vision;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import io.d2v.files.FolderLayout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;

/** The files that a list names, one on each line, as SimCLR's subsets of ImageNet's images. */
record ListedFiles(Path list, Set<String> names) {
  private static final int MOST_BYTES = 256 << 20; // all images of ImageNet have 50 MB

  static ListedFiles read(Path list) throws IOException {
    if (!Files.isRegularFile(list)) {
      throw new UserError(
          UserError.Kind.DATA,
          list + ": there is no such list of files; check list in the data section");
    }
    Set<String> names = new LinkedHashSet<>();
    new SmallFile(list, MOST_BYTES, UserError.Kind.DATA)
        .text()
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .forEach(names::add);
    return new ListedFiles(list, names);
  }

  /** These files of a layout; each has to be there. */
  FolderLayout of(Path source, FolderLayout layout) {
    Set<String> missing = new LinkedHashSet<>(names);
    FolderLayout some = layout.only(name -> wanted(name, missing));
    if (!missing.isEmpty()) {
      throw new UserError(
          UserError.Kind.DATA,
          list
              + ": "
              + missing.size()
              + " of its "
              + names.size()
              + " files are not in the training part of "
              + source
              + ", the first is "
              + missing.iterator().next()
              + "; check list in the data section");
    }
    return some;
  }

  /** Whether a file is listed by its name alone, or with some of its folders. */
  private boolean wanted(String name, Set<String> missing) {
    for (int from = 0; from >= 0; from = below(name, from)) {
      String tail = name.substring(from);
      if (names.contains(tail)) {
        missing.remove(tail);
        return true;
      }
    }
    return false;
  }

  /** Where the name goes on below its next folder; -1 where there is none. */
  private static int below(String name, int from) {
    int slash = name.indexOf('/', from);
    return slash < 0 ? -1 : slash + 1;
  }
}
