package io.d2v.files.gzip;

import java.io.IOException;
import java.util.Arrays;

/**
 * A prefix code of deflate as a table: the next bits are an index, an entry says all. Codes longer
 * than the index go on in a second table behind the first.
 *
 * <p>An entry: bits 0-3 how many bits the code has, 4-7 what it is, 8-12 how many extra bits
 * follow, 16-31 the literal, or the least length or distance.
 */
final class PrefixCode {
  static final int LONGEST = 15;
  static final int LINK = 1 << 4;
  static final int END = 1 << 5;
  static final int INVALID = 1 << 6;
  static final int LITERAL = 1 << 7;

  private final int index;
  private final int[] counts = new int[LONGEST + 1];
  private int[] table;
  private int used;

  /**
   * An empty code.
   *
   * @param index how many bits the first table is looked up by
   */
  PrefixCode(int index) {
    this.index = index;
    this.table = new int[2 << index];
  }

  int[] table() {
    return table;
  }

  /**
   * Takes on the code that these lengths stand for.
   *
   * @param lengths of each symbol's code in bits; 0 without one
   * @param meanings an entry for each symbol, without the code's length
   * @param partly whether a code of one symbol or none, which leaves bits without a meaning, may be
   */
  void set(byte[] lengths, int from, int symbols, int[] meanings, boolean partly)
      throws IOException {
    Arrays.fill(counts, 0);
    for (int s = 0; s < symbols; s++) {
      counts[lengths[from + s]]++;
    }
    int longest = LONGEST;
    while (longest > 0 && counts[longest] == 0) {
      longest--;
    }
    requireComplete(partly && longest <= 1);
    int[] sorted = sorted(lengths, from, symbols);
    Arrays.fill(table, 0, 1 << index, INVALID | 1);
    used = 1 << index;
    int code = 0;
    int linked = -1;
    for (int i = 0; i < sorted.length; i++) {
      int length = lengths[from + sorted[i]];
      int reversed = Integer.reverse(code) >>> (Integer.SIZE - length);
      int entry = meanings[sorted[i]];
      if (length <= index) {
        spread(0, 1 << index, reversed, length, entry);
      } else {
        int prefix = reversed & ((1 << index) - 1);
        if (prefix != linked) {
          linked = prefix;
          link(prefix, length, longest);
        }
        int link = table[prefix];
        spread(link >>> 16, 1 << ((link >>> 8) & 31), reversed >>> index, length - index, entry);
      }
      counts[length]--;
      int next = i + 1 < sorted.length ? lengths[from + sorted[i + 1]] : length;
      code = (code + 1) << (next - length);
    }
  }

  private void requireComplete(boolean partly) throws IOException {
    int left = 1;
    for (int length = 1; length <= LONGEST; length++) {
      left = (left << 1) - counts[length];
      if (left < 0) {
        throw new IOException("damaged compressed data: a code that is no code");
      }
    }
    if (left > 0 && !partly) {
      throw new IOException("damaged compressed data: a code that lacks symbols");
    }
  }

  /** Symbols by their codes' lengths. */
  private int[] sorted(byte[] lengths, int from, int symbols) {
    int[] places = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      places[length + 1] = places[length] + counts[length];
    }
    int[] sorted = new int[places[LONGEST + 1]];
    for (int s = 0; s < symbols; s++) {
      if (lengths[from + s] != 0) {
        sorted[places[lengths[from + s]]++] = s;
      }
    }
    return sorted;
  }

  /** Begins a second table, large enough for all codes that begin alike. */
  private void link(int prefix, int length, int longest) {
    int width = length - index;
    int left = 1 << width;
    while (width + index < longest) {
      left -= counts[width + index];
      if (left <= 0) {
        break;
      }
      width++;
      left <<= 1;
    }
    if (used + (1 << width) > table.length) {
      table = Arrays.copyOf(table, Math.max(2 * table.length, used + (1 << width)));
    }
    table[prefix] = (used << 16) | (width << 8) | LINK | index;
    used += 1 << width;
  }

  private void spread(int start, int size, int first, int bits, int entry) {
    for (int i = first; i < size; i += 1 << bits) {
      table[start + i] = entry | bits;
    }
  }
}
