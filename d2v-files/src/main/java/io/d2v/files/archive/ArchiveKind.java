package io.d2v.files.archive;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which kind of archive a file is, by its name. */
public enum ArchiveKind {
  /** Members behind each other. */
  TAR("tar"),
  /** A tar that is compressed as a whole. */
  GZIPPED_TAR("tar\\.gz|tgz"),
  /** Members with a directory of them at the end. */
  ZIP("zip");

  private final Pattern ending;

  ArchiveKind(String ending) {
    this.ending = Pattern.compile("\\.(" + ending + ")\\z", Pattern.CASE_INSENSITIVE);
  }

  /** The kind; none if it is not one that can be opened. */
  public static Optional<ArchiveKind> of(String name) {
    return Arrays.stream(values()).filter(kind -> kind.ending.matcher(name).find()).findFirst();
  }
}
