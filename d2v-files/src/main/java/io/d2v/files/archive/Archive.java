package io.d2v.files.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The members of an archive, read where they lie. Safe for several threads. */
public interface Archive {
  /**
   * Opens a .tar, .tar.gz, .tgz or .zip.
   *
   * @param wanted which members count, by their names
   * @param memory how many bytes of a .tar.gz may be kept in memory
   * @throws io.d2v.api.UserError if it is damaged or unsafe
   */
  static Archive open(Path file, Predicate<String> wanted, long memory) throws IOException {
    return switch (ArchiveKind.of(file.toString()).orElseThrow()) {
      case TAR -> Tar.open(file, wanted);
      case GZIPPED_TAR -> GzippedTar.open(file, wanted, memory);
      case ZIP -> Zip.open(file, wanted);
    };
  }

  /** The file. */
  Path archive();

  /** Their names, sorted. */
  Set<String> names();

  /** The same in the order that they lie in, in which they are read fastest. */
  default List<String> inOrder() {
    return List.copyOf(names());
  }

  /** How many bytes a member has. */
  long size(String name);

  /** A member's bytes. */
  byte[] read(String name) throws IOException;

  /** The first bytes of a member, so many if it has as many. */
  byte[] head(String name, int most) throws IOException;
}
