package io.d2v.files.gzip;

import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Where compressed data can be entered: at a block, with what lies before it.
 *
 * @param bit the block's place in the file
 * @param output how many bytes are unpacked in front of it
 * @param window how many of these it may refer to
 * @param stored these, deflated if fewer bytes than they are
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record AccessPoint(long bit, long output, int window, byte[] stored) {
  /** The most bytes that what follows may refer to. */
  public static final int MOST_WINDOW = Inflate.WINDOW;

  static AccessPoint of(long bit, long output, byte[] window) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(window);
      deflater.finish();
      byte[] smaller = new byte[window.length];
      int length = deflater.deflate(smaller);
      boolean helps = deflater.finished() && length < window.length;
      return new AccessPoint(
          bit, output, window.length, helps ? Arrays.copyOf(smaller, length) : window);
    } finally {
      deflater.end();
    }
  }

  byte[] bytes() throws IOException {
    if (stored.length == window) {
      return stored;
    }
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(stored);
      byte[] bytes = new byte[window];
      if (inflater.inflate(bytes) < window) {
        throw new IOException(
            "an access point of the archive's index is damaged; delete the index");
      }
      return bytes;
    } catch (DataFormatException e) {
      throw new IOException("an access point of the archive's index is damaged; delete it", e);
    } finally {
      inflater.end();
    }
  }
}
