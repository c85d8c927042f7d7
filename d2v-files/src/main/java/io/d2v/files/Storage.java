package io.d2v.files;

import io.d2v.api.UserError;
import io.d2v.files.archive.Archive;
import io.d2v.files.archive.ArchiveKind;
import io.d2v.files.names.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Named files: those of a folder, or the members of an archive. Safe for several threads. */
public interface Storage {
  /**
   * Opens a folder, a .tar, .tar.gz, .tgz or .zip, or a single file. A .tar in a .tar is like a
   * folder of its name. What had to be looked for in a large archive is kept in a file on the side:
   * {@link ArchiveIndex}.
   *
   * @param wanted which files count, by their names
   * @param memory how many bytes of a .tar.gz may be kept in memory; of a larger one, single
   *     members are unpacked when they are read
   * @return what is wanted of it; nothing where a single file is not wanted
   * @throws io.d2v.api.UserError if it is not there, or damaged, or unsafe
   */
  static Storage open(Path source, Predicate<String> wanted, long memory) throws IOException {
    if (!Files.exists(source)) {
      throw fault(source, "there is no such file or folder; check the path after --data");
    }
    if (!Files.isReadable(source)) {
      throw fault(source, "may not be read; check its permissions");
    }
    if (Files.isDirectory(source)) {
      return FolderStorage.open(source, wanted);
    }
    if (isArchive(source.toString())) {
      return new ArchiveStorage(Archive.open(source, wanted, memory));
    }
    String name = source.getFileName().toString();
    return new FolderStorage(
        source.resolveSibling(""), Names.of(source.toString(), Stream.of(name).filter(wanted)));
  }

  /** Whether it is an archive that can be opened, by its name. */
  static boolean isArchive(String name) {
    return ArchiveKind.of(name).isPresent();
  }

  /**
   * What to say of a folder in which nothing was found, but an archive that could be opened: the
   * end of a message, empty where there is none.
   */
  static String archiveIn(Path source) throws IOException {
    if (!Files.isDirectory(source)) {
      return "";
    }
    try (Stream<Path> files = Files.list(source)) {
      return files
          .filter(file -> isArchive(file.getFileName().toString()))
          .min(Comparator.naturalOrder())
          .map(file -> "; there is an archive in it, which can be opened by its own path: " + file)
          .orElse("");
    }
  }

  private static UserError fault(Path source, String what) {
    return new UserError(UserError.Kind.DATA, source + ": " + what);
  }

  /** Their names, relative, with {@code /} between folders. */
  Set<String> names();

  /**
   * Reads a file.
   *
   * @param name one of {@link #names()}
   * @throws IOException if it is damaged or can't be read
   */
  byte[] read(String name) throws IOException;

  /**
   * The first bytes of a file.
   *
   * @param most how many, if it has as many
   */
  byte[] head(String name, int most) throws IOException;

  /** Where a file is, for messages. */
  String where(String name);
}
