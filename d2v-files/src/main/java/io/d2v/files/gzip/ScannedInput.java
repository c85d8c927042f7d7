package io.d2v.files.gzip;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of a file, or of what it unpacks to, that know where they are. */
public abstract class ScannedInput extends InputStream {
  /** How many bytes lie before the next. */
  public abstract long position();

  /** How far the file has been read, which differs where it is compressed. */
  public abstract long filePosition();

  @Override
  public final int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] to, int from, int most) throws IOException;

  @Override
  public abstract long skip(long most) throws IOException;
}
