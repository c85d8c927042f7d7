package io.d2v.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Objects;

/**
 * Unicode's letters, numbers and white space, as regular expressions know them by {@code \p{L}},
 * {@code \p{N}} and {@code \s}. Of Unicode 16, whatever the Java version: a tokenizer has to give
 * the same ids everywhere.
 */
final class CharacterClasses {
  private static final BitSet LETTERS = new BitSet();
  private static final BitSet NUMBERS = new BitSet();

  static {
    read();
  }

  private CharacterClasses() {}

  static boolean letter(int point) {
    return LETTERS.get(point);
  }

  static boolean number(int point) {
    return NUMBERS.get(point);
  }

  /** Unicode's White_Space. */
  static boolean space(int point) {
    return point == ' '
        || (point >= 0x9 && point <= 0xD)
        || point == 0x85
        || point == 0xA0
        || point == 0x1680
        || (point >= 0x2000 && point <= 0x200A)
        || point == 0x2028
        || point == 0x2029
        || point == 0x202F
        || point == 0x205F
        || point == 0x3000;
  }

  private static void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    CharacterClasses.class.getResourceAsStream("letters-and-numbers.txt")),
                StandardCharsets.US_ASCII))) {
      BitSet points = LETTERS;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("---")) {
          points = NUMBERS;
        } else if (!line.startsWith("#")) {
          int dash = line.indexOf('-');
          int first = Integer.parseInt(dash < 0 ? line : line.substring(0, dash), 16);
          int last = dash < 0 ? first : Integer.parseInt(line.substring(dash + 1), 16);
          points.set(first, last + 1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
