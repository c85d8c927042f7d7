package io.d2v.audio;

/** FLAC's checksum of a frame: 16 bits, polynomial 0x8005 (RFC 9639, 9.3). */
final class FlacChecksum {
  private static final int POLYNOMIAL = 0x8005;
  private static final int AT_ONCE = 8;
  private static final int VALUES = 256;

  /** What a byte adds to the sum with so many bytes behind it. */
  private static final int[][] TABLES = tables();

  private FlacChecksum() {}

  /** Of the bytes and their own checksum behind them it is 0. */
  static int of(byte[] bytes, int begin, int end) {
    int sum = 0;
    int at = begin;
    for (; at + AT_ONCE <= end; at += AT_ONCE) {
      sum =
          TABLES[7][(bytes[at] & 0xFF) ^ sum >>> 8]
              ^ TABLES[6][(bytes[at + 1] ^ sum) & 0xFF]
              ^ TABLES[5][bytes[at + 2] & 0xFF]
              ^ TABLES[4][bytes[at + 3] & 0xFF]
              ^ TABLES[3][bytes[at + 4] & 0xFF]
              ^ TABLES[2][bytes[at + 5] & 0xFF]
              ^ TABLES[1][bytes[at + 6] & 0xFF]
              ^ TABLES[0][bytes[at + 7] & 0xFF];
    }
    for (; at < end; at++) {
      sum = (sum << 8 & 0xFFFF) ^ TABLES[0][(bytes[at] & 0xFF) ^ sum >>> 8];
    }
    return sum;
  }

  private static int[][] tables() {
    int[][] tables = new int[AT_ONCE][VALUES];
    for (int value = 0; value < VALUES; value++) {
      int sum = value << 8;
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = (sum << 1 ^ ((sum & 0x8000) == 0 ? 0 : POLYNOMIAL)) & 0xFFFF;
      }
      tables[0][value] = sum;
    }
    for (int behind = 1; behind < AT_ONCE; behind++) {
      for (int value = 0; value < VALUES; value++) {
        int sum = tables[behind - 1][value];
        tables[behind][value] = (sum << 8 & 0xFFFF) ^ tables[0][sum >>> 8];
      }
    }
    return tables;
  }
}
