package io.d2v.files;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of a tar from its begin, that know where they are. */
abstract class ScannedInput extends InputStream {
  /** How many bytes of the tar lie before the next. */
  abstract long position();

  /** How far the archive's file has been read, which differs where it is compressed. */
  abstract long filePosition();

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
