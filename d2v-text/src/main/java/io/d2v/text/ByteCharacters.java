package io.d2v.text;

import java.util.HashMap;
import java.util.Map;

/**
 * GPT-2's way to write any byte as a visible character, so that tokens can be stored as text: those
 * that are visible in Latin 1 stand for themselves, the others for 256 and what follows.
 */
final class ByteCharacters {
  private static final char[] OF_BYTE = new char[256];
  private static final Map<Character, Integer> BYTE_OF = new HashMap<>();

  static {
    int next = 256;
    for (int value = 0; value < 256; value++) {
      boolean visible =
          (value >= '!' && value <= '~')
              || (value >= 0xA1 && value <= 0xAC)
              || (value >= 0xAE && value <= 0xFF);
      OF_BYTE[value] = (char) (visible ? value : next++);
      BYTE_OF.put(OF_BYTE[value], value);
    }
  }

  private ByteCharacters() {}

  /** The character of a byte. */
  static char of(int value) {
    return OF_BYTE[value & 0xFF];
  }

  /** The byte of a character; -1 for a character that stands for none. */
  static int value(char character) {
    return BYTE_OF.getOrDefault(character, -1);
  }
}
