package io.d2v.testkit.hostile;

/** What a program asked a {@link CrankyFileSystem} for; paths are relative to its root. */
public sealed interface FileOperation {
  /** The file or folder that it is done to. */
  String path();

  /** A new, empty file. */
  record Create(String path) implements FileOperation {}

  /** A new, empty folder. */
  record MakeFolder(String path) implements FileOperation {}

  /** Bytes in a file; the array belongs to the record. */
  @SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
  record Write(String path, long position, byte[] bytes) implements FileOperation {}

  /** A new size, with what was beyond it gone. */
  record Resize(String path, long size) implements FileOperation {}

  /** The wait until a file's content, or a folder's names, are on the disk. */
  record Sync(String path) implements FileOperation {}

  /** A new name, in place of what had it before. */
  record Rename(String path, String to) implements FileOperation {}

  /** A look into a file, which changes nothing and can't be refused for want of space. */
  record Read(String path) implements FileOperation {}

  /** The end of a file or of an empty folder. */
  record Delete(String path) implements FileOperation {}
}
