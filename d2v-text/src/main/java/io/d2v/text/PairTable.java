package io.d2v.text;

import java.util.Arrays;

/** Numbers pairs of ids from 0 on, in the order in which they come; open addressing. */
final class PairTable {
  static final int NONE = -1;
  private static final long FREE = -1; // ids are not negative, so no pair is
  private static final long MIX = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio

  private long[] slots = new long[1 << 12];
  private int[] numbers = new int[slots.length];
  private long[] pairs = new long[slots.length / 2];
  private int size;

  PairTable() {
    Arrays.fill(slots, FREE);
  }

  static long pair(int left, int right) {
    return ((long) left << Integer.SIZE) | right;
  }

  static int left(long pair) {
    return (int) (pair >>> Integer.SIZE);
  }

  static int right(long pair) {
    return (int) pair;
  }

  int size() {
    return size;
  }

  /** The pair of a number. */
  long pair(int number) {
    return pairs[number];
  }

  /** The number of a pair; {@link #NONE} if it never came. */
  int find(long pair) {
    int slot = slot(pair);
    return slots[slot] == FREE ? NONE : numbers[slot];
  }

  /** The number of a pair, a new one if it never came. */
  int add(long pair) {
    int slot = slot(pair);
    if (slots[slot] != FREE) {
      return numbers[slot];
    }
    if (2 * size == slots.length) {
      grow();
      slot = slot(pair);
    }
    slots[slot] = pair;
    numbers[slot] = size;
    pairs[size] = pair;
    return size++;
  }

  private void grow() {
    slots = new long[2 * slots.length];
    Arrays.fill(slots, FREE);
    numbers = new int[slots.length];
    pairs = Arrays.copyOf(pairs, slots.length / 2);
    for (int number = 0; number < size; number++) {
      int slot = slot(pairs[number]);
      slots[slot] = pairs[number];
      numbers[slot] = number;
    }
  }

  private int slot(long pair) {
    int mask = slots.length - 1;
    int slot = (int) ((pair * MIX) >>> 32) & mask;
    while (slots[slot] != FREE && slots[slot] != pair) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
