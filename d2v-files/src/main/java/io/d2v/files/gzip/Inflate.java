package io.d2v.files.gzip;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Decodes deflate (RFC 1951), block by block. The JDK's own can't say where a block begins, nor
 * begin at one, and a block's begin is where compressed data can be entered in the middle.
 */
final class Inflate {
  /** How far back a match may reach, so what has to be known to go on at a block. */
  static final int WINDOW = 1 << 15;

  private static final int FULL = 1 << 17;
  private static final int LONGEST_MATCH = 258;
  private static final int ROOM = LONGEST_MATCH + 16; // matches are copied eight bytes at a time
  private static final int LITERAL_MASK = (1 << BlockCodes.LITERAL_BITS) - 1;
  private static final int DISTANCE_MASK = (1 << BlockCodes.DISTANCE_BITS) - 1;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private enum Next {
    BLOCK,
    STORED,
    CODED,
    NOTHING
  }

  private final BitInput in;
  private final BlockCodes codes = new BlockCodes();
  private final byte[] out = new byte[FULL + ROOM];
  private int begin; // no match reaches below
  private int at;
  private int taken;
  private Next next = Next.BLOCK;
  private boolean last;
  private int stored;

  /** Begins at a block, behind these bytes. */
  Inflate(BitInput in, byte[] window) {
    this.in = in;
    System.arraycopy(window, 0, out, 0, window.length);
    at = window.length;
    taken = at;
  }

  /** Begins another stream; nothing of the last is known in it. */
  void restart() {
    begin = at;
    next = Next.BLOCK;
  }

  /** Whether a block begins here, and so it can be gone on from here. */
  boolean atBlock() {
    return next == Next.BLOCK;
  }

  boolean ended() {
    return next == Next.NOTHING;
  }

  /** What has to be known to go on from here. */
  byte[] window() {
    return Arrays.copyOfRange(out, Math.max(begin, at - WINDOW), at);
  }

  /** The bytes that {@link #more} adds to. */
  byte[] bytes() {
    return out;
  }

  /** The first of {@link #bytes} that was not taken. */
  int from() {
    return taken;
  }

  /** How many of {@link #bytes} can be taken. */
  int available() {
    return at - taken;
  }

  void take(int count) {
    taken += count;
  }

  /** Decodes on when all was taken, up to the block's end at most. */
  void more() throws IOException {
    if (at >= FULL) {
      int shift = at - WINDOW;
      System.arraycopy(out, shift, out, 0, WINDOW);
      begin = Math.max(0, begin - shift);
      at = WINDOW;
      taken = at;
    }
    switch (next) {
      case BLOCK -> header();
      case STORED -> stored();
      case CODED -> coded();
      case NOTHING -> {}
    }
  }

  private void header() throws IOException {
    last = in.take(1) == 1;
    switch (in.take(2)) {
      case 0 -> {
        in.align();
        stored = in.take(16);
        if (in.take(16) != (stored ^ 0xFFFF)) {
          throw damaged("a stored block whose lengths differ");
        }
        next = Next.STORED;
        endStored();
      }
      case 1 -> {
        codes.fixed();
        next = Next.CODED;
      }
      case 2 -> {
        codes.read(in);
        next = Next.CODED;
      }
      default -> throw damaged("a block of no known kind");
    }
  }

  private void stored() throws IOException {
    int copied = in.copy(out, at, Math.min(stored, FULL - at));
    at += copied;
    stored -= copied;
    endStored();
  }

  private void endStored() {
    if (stored == 0) {
      endBlock();
    }
  }

  private void endBlock() {
    next = last ? Next.NOTHING : Next.BLOCK;
  }

  /** The innermost loop; what it uses is in local variables, which stay in registers. */
  private void coded() throws IOException {
    int[] literals = codes.literals.table();
    int[] distances = codes.distances.table();
    byte[] to = out;
    byte[] buffer = in.buffer;
    int write = at;
    int read = in.next;
    int safe = in.limit - BitInput.AHEAD;
    long bits = in.bits;
    int count = in.count;
    while (write < FULL) {
      if (read > safe) {
        keep(read, bits, count);
        in.fill();
        read = in.next;
        safe = in.limit - BitInput.AHEAD;
        bits = in.bits;
      }
      // Now 56 bits or more: enough for a length and a distance, which take 48 at most.
      bits |= (long) LONG.get(buffer, read) << count;
      read += (63 - count) >>> 3;
      count |= 56;
      int entry = literals[(int) bits & LITERAL_MASK];
      if ((entry & PrefixCode.LITERAL) != 0) { // and up to two more, of 11 bits at most each
        to[write++] = (byte) (entry >>> 16);
        bits >>>= entry & 15;
        count -= entry & 15;
        entry = literals[(int) bits & LITERAL_MASK];
        if ((entry & PrefixCode.LITERAL) != 0) {
          to[write++] = (byte) (entry >>> 16);
          bits >>>= entry & 15;
          count -= entry & 15;
          entry = literals[(int) bits & LITERAL_MASK];
          if ((entry & PrefixCode.LITERAL) != 0) {
            to[write++] = (byte) (entry >>> 16);
            bits >>>= entry & 15;
            count -= entry & 15;
          }
        }
        continue;
      }
      if ((entry & PrefixCode.LINK) != 0) {
        bits >>>= BlockCodes.LITERAL_BITS;
        count -= BlockCodes.LITERAL_BITS;
        entry = literals[(entry >>> 16) + ((int) bits & ((1 << ((entry >>> 8) & 31)) - 1))];
      }
      bits >>>= entry & 15;
      count -= entry & 15;
      if ((entry & (PrefixCode.LITERAL | PrefixCode.END | PrefixCode.INVALID)) != 0) {
        if ((entry & PrefixCode.LITERAL) != 0) {
          to[write++] = (byte) (entry >>> 16);
          continue;
        }
        if ((entry & PrefixCode.INVALID) != 0) {
          throw damaged("a symbol without a meaning");
        }
        endBlock();
        break;
      }
      int extra = (entry >>> 8) & 31;
      int length = (entry >>> 16) + ((int) bits & ((1 << extra) - 1));
      bits >>>= extra;
      count -= extra;
      entry = distances[(int) bits & DISTANCE_MASK];
      if ((entry & PrefixCode.LINK) != 0) {
        bits >>>= BlockCodes.DISTANCE_BITS;
        count -= BlockCodes.DISTANCE_BITS;
        entry = distances[(entry >>> 16) + ((int) bits & ((1 << ((entry >>> 8) & 31)) - 1))];
      }
      bits >>>= entry & 15;
      count -= entry & 15;
      extra = (entry >>> 8) & 31;
      int distance = (entry >>> 16) + ((int) bits & ((1 << extra) - 1));
      bits >>>= extra;
      count -= extra;
      if ((entry & PrefixCode.INVALID) != 0 || distance > write - begin) {
        throw damaged("a match that reaches back too far");
      }
      copy(to, write, distance, length);
      write += length;
    }
    keep(read, bits, count);
    in.requireReal();
    at = write;
  }

  /** A match may overlap with itself: then it repeats. */
  private static void copy(byte[] to, int write, int distance, int length) {
    int from = write - distance;
    if (distance >= Long.BYTES) {
      for (int i = 0; i < length; i += Long.BYTES) {
        LONG.set(to, write + i, (long) LONG.get(to, from + i));
      }
    } else {
      for (int i = 0; i < length; i++) {
        to[write + i] = to[from + i];
      }
    }
  }

  private void keep(int read, long bits, int count) {
    in.next = read;
    in.bits = bits & ((1L << count) - 1);
    in.count = count;
  }

  private static IOException damaged(String what) {
    return new IOException("damaged compressed data: " + what);
  }
}
