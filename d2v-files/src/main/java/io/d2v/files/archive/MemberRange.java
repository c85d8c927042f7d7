package io.d2v.files.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Where a member lies in its archive.
 *
 * @param offset of its first byte
 * @param length how many bytes are stored
 * @param size how many bytes it has
 * @param deflated whether it is stored in deflated form
 */
record MemberRange(long offset, long length, int size, boolean deflated) {
  /** Whether it lies in a file of so many bytes, and a stored one is as long as it is stored. */
  boolean within(long fileBytes) {
    return offset >= 0 && length <= fileBytes - offset && (deflated || size == length);
  }

  byte[] read(Path archive) throws IOException {
    byte[] stored = stored(archive, Math.toIntExact(length));
    return deflated ? inflated(stored, size) : stored;
  }

  /** The first bytes. */
  byte[] head(Path archive, int most) throws IOException {
    int wanted = Math.min(most, size);
    // Deflate adds at most 5 bytes to a block of 16 KiB or more, and its header.
    int enough = (int) Math.min(length, wanted + (deflated ? 1024L : 0));
    byte[] stored = stored(archive, enough);
    return deflated ? inflated(stored, wanted) : stored;
  }

  private byte[] stored(Path archive, int count) throws IOException {
    byte[] stored = new byte[count];
    // Opened each time: a shared channel is closed for all when one reading thread is interrupted.
    try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "r")) {
      file.seek(offset);
      file.readFully(stored);
    }
    return stored;
  }

  private static byte[] inflated(byte[] stored, int size) throws IOException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored);
      byte[] bytes = new byte[size];
      int filled = 0;
      while (filled < size) {
        int more = inflater.inflate(bytes, filled, size - filled);
        if (more == 0 && (inflater.finished() || inflater.needsInput())) {
          throw new EOFException("the archive's member is cut short");
        }
        filled += more;
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IOException("the archive's member is damaged: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }
}
