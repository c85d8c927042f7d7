package io.d2v.files.gzip;

import java.io.IOException;
import java.util.Arrays;

/** The two codes of a block of deflate: fixed ones, or those that its header describes. */
final class BlockCodes {
  static final int LITERAL_BITS = 11;
  static final int DISTANCE_BITS = 8;

  private static final int LENGTH_BITS = 7;
  private static final int[] ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  final PrefixCode literals = new PrefixCode(LITERAL_BITS);
  final PrefixCode distances = new PrefixCode(DISTANCE_BITS);
  private final PrefixCode code = new PrefixCode(LENGTH_BITS);
  private final byte[] lengths = new byte[286 + 30];

  /** Those that RFC 1951 fixes in 3.2.6. */
  void fixed() throws IOException {
    byte[] fixed = new byte[288];
    Arrays.fill(fixed, 0, 144, (byte) 8);
    Arrays.fill(fixed, 144, 256, (byte) 9);
    Arrays.fill(fixed, 256, 280, (byte) 7);
    Arrays.fill(fixed, 280, 288, (byte) 8);
    literals.set(fixed, 0, 288, Symbols.LITERALS, false);
    Arrays.fill(fixed, (byte) 5);
    distances.set(fixed, 0, 32, Symbols.DISTANCES, false);
  }

  /** Those that a header describes. */
  void read(BitInput in) throws IOException {
    int literal = in.take(5) + 257;
    int distance = in.take(5) + 1;
    int described = in.take(4) + 4;
    if (literal > 286 || distance > 30) {
      throw new IOException("damaged compressed data: more symbols than there are");
    }
    byte[] first = new byte[ORDER.length];
    for (int i = 0; i < described; i++) {
      first[ORDER[i]] = (byte) in.take(3);
    }
    code.set(first, 0, first.length, Symbols.LENGTHS, false);
    readLengths(in, literal + distance);
    if (lengths[256] == 0) {
      throw new IOException("damaged compressed data: a block without an end");
    }
    literals.set(lengths, 0, literal, Symbols.LITERALS, true);
    distances.set(lengths, literal, distance, Symbols.DISTANCES, true);
  }

  private void readLengths(BitInput in, int total) throws IOException {
    int at = 0;
    while (at < total) {
      int symbol = symbol(in);
      if (symbol < 16) {
        lengths[at++] = (byte) symbol;
        continue;
      }
      if (symbol == 16 && at == 0) {
        throw new IOException("damaged compressed data: nothing to repeat");
      }
      byte repeated = symbol == 16 ? lengths[at - 1] : 0;
      int times =
          switch (symbol) {
            case 16 -> 3 + in.take(2);
            case 17 -> 3 + in.take(3);
            default -> 11 + in.take(7);
          };
      if (at + times > total) {
        throw new IOException("damaged compressed data: more lengths than symbols");
      }
      Arrays.fill(lengths, at, at + times, repeated);
      at += times;
    }
  }

  private int symbol(BitInput in) throws IOException {
    int entry = code.table()[in.peek(LENGTH_BITS)];
    in.take(entry & 15);
    return entry >>> 16;
  }
}
