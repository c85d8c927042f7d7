package io.d2v.audio;

import java.io.IOException;

/** The pages of an Ogg file (RFC 3533). */
final class OggPages {
  private static final int HEADER = 27;
  private static final int FLAGS = 5;
  private static final int END = 4;

  private OggPages() {}

  /** Checks that the page that says it is the last is there, whole. */
  static void requireLast(byte[] bytes) throws IOException {
    int at = 0;
    while (at + HEADER <= bytes.length && page(bytes, at)) {
      int segments = bytes[at + HEADER - 1] & 0xFF;
      int end = at + HEADER + segments;
      for (int i = at + HEADER; i < Math.min(at + HEADER + segments, bytes.length); i++) {
        end += bytes[i] & 0xFF;
      }
      if ((bytes[at + FLAGS] & END) != 0 && end <= bytes.length) {
        return;
      }
      at = end;
    }
    throw new IOException("the Ogg file is cut short or damaged: its last page is missing");
  }

  private static boolean page(byte[] bytes, int at) {
    return bytes[at] == 'O' && bytes[at + 1] == 'g' && bytes[at + 2] == 'g' && bytes[at + 3] == 'S';
  }
}
