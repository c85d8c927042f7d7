package io.d2v.files.gzip;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file from some byte on, opened anew for each piece, so that nothing stays open: what is read
 * from belongs to a storage, which nobody closes. A shared channel would also be closed for all
 * when one reading thread is interrupted.
 */
final class Reopened extends InputStream {
  private final Path path;
  private long position;

  Reopened(Path path, long position) {
    this.path = path;
    this.position = position;
  }

  /** Reads from a place; fails where the file ends before. */
  static void read(Path path, long from, byte[] into) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(from);
      file.readFully(into);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
      file.seek(position);
      int count = file.read(to, from, most);
      position += Math.max(0, count);
      return count;
    }
  }
}
