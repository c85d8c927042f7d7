package io.d2v.files.archive;

import io.d2v.files.gzip.ScannedInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A file from its begin; what is skipped is not read. */
final class FileScan extends ScannedInput {
  private final RandomAccessFile file;
  private final long length;
  private long position;

  FileScan(Path path) throws IOException {
    file = new RandomAccessFile(path.toFile(), "r");
    length = file.length();
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long filePosition() {
    return position;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    int count = file.read(to, from, most);
    position += Math.max(0, count);
    return count;
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = Math.max(0, Math.min(most, length - position));
    position += skipped;
    file.seek(position);
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, length - position);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
