package io.d2v.files;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes an archive's members as files.
 *
 * @param names in the order that they lie in
 * @param bytes how many they have
 */
public record Unpacking(Path archive, List<String> names, long bytes, Storage storage) {
  private static final long BLOCK = 4096; // what a file takes more than its bytes

  /** What was written, and what was there before and so left alone. */
  public record Result(long written, long left) {}

  /** All members of an archive. */
  public static Unpacking of(Path archive) throws IOException {
    Storage storage = Storage.open(archive, name -> true, 0);
    if (storage instanceof ArchiveStorage packed) {
      List<String> inOrder = packed.archive().inOrder();
      long bytes = inOrder.stream().mapToLong(packed.archive()::size).sum();
      return new Unpacking(archive, inOrder, bytes, storage);
    }
    throw new UserError(UserError.Kind.DATA, archive + ": is no archive that can be unpacked");
  }

  /** How much space it takes, roughly. */
  public long space() {
    return bytes + names.size() * BLOCK;
  }

  /**
   * Writes the members below a folder, never over what is there.
   *
   * @throws UserError if the disk has too little space
   */
  public Result into(Path folder, ArchiveIndex.Progress progress) throws IOException {
    Files.createDirectories(folder);
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < space()) {
      throw new UserError(
          UserError.Kind.DATA,
          folder
              + ": unpacking takes "
              + space()
              + " bytes and its disk has "
              + usable
              + "; free some, or read the archive as it is");
    }
    long passed = 0;
    long written = 0;
    for (String name : names) {
      Path file = folder.resolve(name).normalize();
      if (!file.startsWith(folder.normalize())) { // the archive saw to it; twice, since it writes
        throw new UserError(UserError.Kind.DATA, archive + ": member '" + name + "' leads outside");
      }
      if (Files.exists(file)) {
        continue;
      }
      byte[] content = storage.read(name);
      written += write(file, content) ? 1 : 0;
      passed += content.length;
      progress.passed(passed, bytes);
    }
    return new Result(written, names.size() - written);
  }

  /** Under another name first, so that what is there is whole when this is stopped. */
  private static boolean write(Path file, byte[] content) throws IOException {
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    Path temporary = folder.resolve(".d2v-" + UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, content);
      Files.move(temporary, file);
      return true;
    } catch (FileAlreadyExistsException meanwhile) {
      return false;
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
