package io.d2v.audio;

import java.io.EOFException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Bits of bytes in memory, the highest of each byte first, several bytes at a time. */
final class BitInput {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int MOST = 32; // bits that can be read at once
  private static final String TOO_EARLY = "the file ends too early";

  private final byte[] bytes;
  private final int limit;
  private int next; // the byte after those in the window
  private long window; // the next bits, from the highest on
  private int left; // how many of them count; what follows in the window is read again

  BitInput(byte[] bytes) {
    this.bytes = Arrays.copyOf(bytes, bytes.length + 2 * Long.BYTES);
    this.limit = bytes.length;
  }

  /** The next byte; in the middle of one, the one after it. */
  int position() {
    return next - (left >>> 3);
  }

  void goTo(int position) {
    next = position;
    window = 0;
    left = 0;
  }

  /** Up to 32 bits. */
  int bits(int count) throws EOFException {
    if (left < MOST) {
      refill();
    }
    int value = (int) (window >>> 1 >>> (Long.SIZE - 1 - count));
    window <<= count;
    left -= count;
    return value;
  }

  /** Up to 32 bits, the first of which is a sign. */
  int signed(int count) throws EOFException {
    return count == 0 ? 0 : bits(count) << (Integer.SIZE - count) >> (Integer.SIZE - count);
  }

  /** How many zeros come before the next one, which is passed over. */
  int zeros() throws EOFException {
    int zeros = 0;
    while (true) {
      refill();
      int here = Long.numberOfLeadingZeros(window);
      if (here < left) {
        window <<= here + 1;
        left -= here + 1;
        return zeros + here;
      }
      zeros += left;
      window = 0;
      left = 0;
    }
  }

  /** Numbers in Rice's code: zeros up to a one, then some lower bits; the lowest is the sign. */
  void rice(int lower, int[] out, int from, int to) throws EOFException {
    int i = from;
    while (i < to) {
      i = shortOnes(lower, out, i, to);
      if (i < to) {
        int coded = zeros() << lower | bits(lower);
        out[i] = coded >>> 1 ^ -(coded & 1);
        i++;
      }
    }
  }

  /**
   * As many of them as the window holds whole, up to the first that it doesn't. It lies in local
   * variables, which Java keeps in registers.
   */
  private int shortOnes(int lower, int[] out, int from, int to) throws EOFException {
    byte[] file = bytes;
    int end = limit + Long.BYTES;
    int ahead = next;
    long bits = window;
    int count = left;
    int i = from;
    for (; i < to; i++) {
      if (count < MOST) {
        if (ahead > end) {
          throw new EOFException(TOO_EARLY);
        }
        bits |= (long) LONGS.get(file, ahead) >>> count;
        int more = (Long.SIZE - 1 - count) >>> 3;
        ahead += more;
        count += more << 3;
      }
      int upper = Long.numberOfLeadingZeros(bits);
      int length = upper + 1 + lower;
      if (length > count) {
        break;
      }
      long tail = bits << upper << 1;
      int coded = upper << lower | (int) (tail >>> 1 >>> (Long.SIZE - 1 - lower));
      bits = tail << lower;
      count -= length;
      out[i] = coded >>> 1 ^ -(coded & 1);
    }
    next = ahead;
    window = bits;
    left = count;
    return i;
  }

  private void refill() throws EOFException {
    if (next > limit + Long.BYTES) {
      throw new EOFException(TOO_EARLY);
    }
    window |= (long) LONGS.get(bytes, next) >>> left;
    int more = (Long.SIZE - 1 - left) >>> 3;
    next += more;
    left += more << 3;
  }
}
