package io.d2v.bench.glue;

import io.d2v.api.UserError;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data set's files, in its archive or unpacked.
 *
 * @param storage the archive or folder
 */
record GlueFiles(GlueSet set, Path path, Storage storage) {
  /**
   * Finds a set.
   *
   * @param path the archive, the unpacked folder under the set's name, or a folder that holds
   *     either
   * @throws UserError of kind DATA, if it is not there
   */
  static GlueFiles open(GlueSet set, Path path) throws IOException {
    Path found =
        find(set, path)
            .orElseThrow(
                () ->
                    new UserError(
                        UserError.Kind.DATA,
                        path
                            + ": there is no "
                            + set.folder()
                            + ".zip and no folder "
                            + set.folder()
                            + ", nor is it called so; GLUE's files are listed at"
                            + " https://gluebenchmark.com/tasks"));
    return new GlueFiles(set, found, Storage.open(found, name -> true, 0));
  }

  /** The archive or unpacked folder; nothing where there is neither. */
  static Optional<Path> find(GlueSet set, Path path) {
    return candidates(set, path).stream().filter(Files::exists).findFirst();
  }

  /** Whether there is a file of this name. */
  boolean has(String file) {
    return name(file).isPresent();
  }

  private static List<Path> candidates(GlueSet set, Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    Path unpacked = path.resolve(set.folder());
    return Stream.of(
            path.resolve(set.folder() + ".zip"),
            path.resolve(set.folder() + "-clean.zip"), // QQP since 2020
            path.resolve(set.folder() + "v2.zip"), // QNLI since 2019
            unpacked,
            isOf(set, path) ? path : unpacked)
        .toList();
  }

  /** By its name: the files of all sets are called alike. */
  private static boolean isOf(GlueSet set, Path folder) {
    Path name = folder.toAbsolutePath().normalize().getFileName();
    return name != null && name.toString().equalsIgnoreCase(set.folder());
  }

  /** The text of a file; nothing where there is none of this name. */
  Optional<String> text(String file) throws IOException {
    Optional<String> name = name(file);
    return name.isPresent()
        ? Optional.of(new String(storage.read(name.get()), StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** Where a file is, for messages. */
  String where(String file) {
    return name(file).map(storage::where).orElse(path + ": " + file);
  }

  private Optional<String> name(String file) {
    return storage.names().stream()
        .filter(name -> name.equals(file) || name.equals(set.folder() + "/" + file))
        .findFirst();
  }
}
