package io.d2v.files.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** The unpacked bytes of a tar, at any place. Safe for several threads. */
sealed interface TarContents permits TarContents.Plain, GzippedContents {
  /** Fills an array with the bytes from some place on. */
  void read(long offset, byte[] into) throws IOException;

  /** A file as it is. */
  record Plain(Path archive) implements TarContents {
    @Override
    public void read(long offset, byte[] into) throws IOException {
      // Opened each time: a shared channel is closed for all when one reading thread is
      // interrupted.
      try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
        file.seek(offset);
        file.readFully(into);
      } catch (EOFException shorter) {
        throw new EOFException(archive + " ends before byte " + (offset + into.length));
      }
    }
  }
}
