package io.d2v.files.gzip;

/**
 * What the symbols of deflate's codes mean (RFC 1951, 3.2.5), as {@link PrefixCode} has entries.
 */
final class Symbols {
  private static final int END_OF_BLOCK = 256;
  private static final int LONGEST_MATCH = 285;

  /** Literals, the end of a block, and lengths of matches; 286 and 287 have no meaning. */
  static final int[] LITERALS = literals();

  /** Distances of matches; 30 and 31 have no meaning. */
  static final int[] DISTANCES = distances();

  /** The lengths of codes, and how often one is repeated. */
  static final int[] LENGTHS = lengths();

  private Symbols() {}

  private static int[] literals() {
    int[] entries = new int[288];
    for (int s = 0; s < END_OF_BLOCK; s++) {
      entries[s] = (s << 16) | PrefixCode.LITERAL;
    }
    entries[END_OF_BLOCK] = PrefixCode.END;
    int least = 3;
    for (int s = END_OF_BLOCK + 1; s < LONGEST_MATCH; s++) {
      int extra = Math.max(0, (s - 261) / 4);
      entries[s] = (least << 16) | (extra << 8);
      least += 1 << extra;
    }
    entries[LONGEST_MATCH] = 258 << 16;
    entries[286] = PrefixCode.INVALID;
    entries[287] = PrefixCode.INVALID;
    return entries;
  }

  private static int[] distances() {
    int[] entries = new int[32];
    int least = 1;
    for (int s = 0; s < 30; s++) {
      int extra = Math.max(0, s / 2 - 1);
      entries[s] = (least << 16) | (extra << 8);
      least += 1 << extra;
    }
    entries[30] = PrefixCode.INVALID;
    entries[31] = PrefixCode.INVALID;
    return entries;
  }

  private static int[] lengths() {
    int[] entries = new int[19];
    for (int s = 0; s < entries.length; s++) {
      entries[s] = s << 16;
    }
    return entries;
  }
}
