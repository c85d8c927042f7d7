package io.d2v.files.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Compressed bytes as bits, the lowest of each byte first, as deflate has them.
 *
 * <p>The fields are for {@link Inflate}, whose innermost loop keeps them in registers.
 */
final class BitInput {
  /** How many bytes behind {@link #next} may be read at once. */
  static final int AHEAD = 8;

  private static final int CHUNK = 1 << 17;

  final byte[] buffer = new byte[CHUNK + AHEAD];
  int next;
  int limit;
  long bits;
  int count;

  private final InputStream in;
  private long before; // bytes of the file in front of the buffer
  private int real; // the end of the file's bytes; zeros stand behind it at the file's end
  private boolean ended;

  /**
   * Bits of a stream.
   *
   * @param before how many bytes of the file lie in front of it
   */
  BitInput(InputStream in, long before) {
    this.in = in;
    this.before = before;
  }

  /** Goes on at a bit of a file. */
  static BitInput at(InputStream in, long bit) throws IOException {
    BitInput input = new BitInput(in, bit >>> 3);
    input.take((int) (bit & 7));
    return input;
  }

  /** The place of the next bit in the file. */
  long position() {
    return ((before + next) << 3) - count;
  }

  /** Makes {@link #AHEAD} bytes stand behind {@link #next}: zeros beyond the file's end. */
  void fill() throws IOException {
    requireReal();
    int left = Math.max(0, real - next);
    int over = Math.max(0, next - real);
    before += next - over;
    System.arraycopy(buffer, next - over, buffer, 0, left);
    next = over;
    real = left;
    while (!ended && real < AHEAD) {
      int more = in.read(buffer, real, CHUNK - real);
      ended = more < 0;
      real += Math.max(0, more);
    }
    limit = real;
    if (ended) {
      Arrays.fill(buffer, real, Math.min(buffer.length, real + 2 * AHEAD), (byte) 0);
      limit = Math.max(real, next) + AHEAD;
    }
  }

  /** No bit that was taken lies beyond the file's end. */
  void requireReal() throws IOException {
    if (ended && next - (count >>> 3) > real) {
      throw new EOFException("it ends in the middle of compressed data");
    }
  }

  /** The next bits, up to 32, as a number, without taking them. */
  int peek(int wanted) throws IOException {
    while (count < wanted) {
      if (next >= limit) {
        fill();
      }
      bits |= (buffer[next++] & 0xFFL) << count;
      count += 8;
    }
    return (int) (bits & ((1L << wanted) - 1));
  }

  /** The same, and takes them. */
  int take(int wanted) throws IOException {
    int value = peek(wanted);
    bits >>>= wanted;
    count -= wanted;
    requireReal();
    return value;
  }

  /** Leaves the rest of a byte out. */
  void align() {
    bits >>>= count & 7;
    count &= ~7;
  }

  /** Copies whole bytes; at least one, at most as many as wanted. */
  int copy(byte[] to, int from, int wanted) throws IOException {
    if (count > 0) {
      to[from] = (byte) take(8);
      return 1;
    }
    if (next >= real) {
      fill();
      if (next >= real) {
        throw new EOFException("it ends in the middle of stored data");
      }
    }
    int copied = Math.min(wanted, real - next);
    System.arraycopy(buffer, next, to, from, copied);
    next += copied;
    return copied;
  }

  /** Whether there is nothing behind the bytes that were taken. */
  boolean atEnd() throws IOException {
    if (count > 0) {
      return next - (count >>> 3) >= real && ended;
    }
    if (next >= real && !ended) {
      fill();
    }
    return ended && next >= real;
  }
}
