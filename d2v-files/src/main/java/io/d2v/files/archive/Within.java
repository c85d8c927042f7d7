package io.d2v.files.archive;

import io.d2v.files.gzip.ScannedInput;
import java.io.IOException;
import java.io.InputStream;

/** What a tar has up to some byte. Closing it closes nothing: the tar is gone through further. */
final class Within extends InputStream {
  private final ScannedInput in;
  private final long end;

  Within(ScannedInput in, long end) {
    this.in = in;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    return in.position() < end ? in.read() : -1;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    long left = end - in.position();
    return left <= 0 && most > 0 ? -1 : in.read(to, from, (int) Math.min(most, left));
  }
}
