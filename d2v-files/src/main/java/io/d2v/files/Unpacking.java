package io.d2v.files;

import io.d2v.api.UserError;
import io.d2v.files.archive.Archive;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Writes an archive's members as files. */
public final class Unpacking {
  private static final long BLOCK = 4096; // what a file takes more than its bytes

  /** What was written, and what was there before and so left alone. */
  public record Result(long written, long left) {}

  private final Archive archive;
  private final List<String> names;
  private final long bytes;

  Unpacking(Archive archive) {
    this.archive = archive;
    this.names = archive.inOrder();
    this.bytes = names.stream().mapToLong(archive::size).sum();
  }

  /** All members of an archive. */
  public static Unpacking of(Path archive) throws IOException {
    if (Storage.open(archive, name -> true, 0) instanceof ArchiveStorage members) {
      return new Unpacking(members.archive());
    }
    throw new UserError(UserError.Kind.DATA, archive + ": is no archive that can be unpacked");
  }

  /** How many members there are. */
  public int members() {
    return names.size();
  }

  /** How many bytes they have. */
  public long bytes() {
    return bytes;
  }

  /**
   * How much space it takes below a folder, roughly: nothing for a member that is there as a file
   * of its size, as where an earlier unpacking was stopped.
   */
  public long space(Path folder) throws IOException {
    long space = 0;
    for (String name : names) {
      Path file = file(folder, name);
      long size = archive.size(name);
      if (!Files.isRegularFile(file) || Files.size(file) != size) {
        space += size + BLOCK;
      }
    }
    return space;
  }

  /**
   * Writes the members below a folder, never over what is there.
   *
   * @param progress told of the bytes of all members, those that were there too
   * @throws UserError if the disk has too little space
   */
  public Result into(Path folder, ArchiveIndex.Progress progress) throws IOException {
    Files.createDirectories(folder);
    long space = space(folder);
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (usable < space) {
      throw new UserError(
          UserError.Kind.DATA,
          folder
              + ": unpacking takes "
              + space
              + " bytes and its disk has "
              + usable
              + "; free some, or read the archive as it is");
    }
    long passed = 0;
    long written = 0;
    for (String name : names) {
      Path file = file(folder, name);
      if (!Files.exists(file) && write(file, archive.read(name))) {
        written++;
      }
      passed += archive.size(name);
      progress.passed(passed, bytes);
    }
    return new Result(written, names.size() - written);
  }

  private Path file(Path folder, String name) {
    Path file = folder.resolve(name).normalize();
    if (!file.startsWith(folder.normalize())) { // the archive saw to it; twice, since it writes
      throw new UserError(
          UserError.Kind.DATA, archive.archive() + ": member '" + name + "' leads outside");
    }
    return file;
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
