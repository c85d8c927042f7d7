package io.d2v.files.names;

/** The order that {@link String#compareTo} has, on UTF-8. */
final class Utf8 {
  private static final int SURROGATES = 0xEE; // what begins with it stands behind them in UTF-16

  private Utf8() {}

  static int compare(byte[] a, int aFrom, int aEnd, byte[] b, int bFrom, int bEnd) {
    int common = Math.min(aEnd - aFrom, bEnd - bFrom);
    for (int i = 0; i < common; i++) {
      int x = a[aFrom + i] & 0xFF;
      int y = b[bFrom + i] & 0xFF;
      if (x != y) {
        return x >= SURROGATES && y >= SURROGATES ? utf16(x) - utf16(y) : x - y;
      }
    }
    return (aEnd - aFrom) - (bEnd - bFrom);
  }

  /** EE and EF begin U+E000 to U+FFFF; F0 and more what UTF-16 writes as surrogates, D800 on. */
  private static int utf16(int first) {
    return first < 0xF0 ? first + 0x10 : first;
  }
}
