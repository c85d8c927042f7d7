package io.d2v.bench.decode;

import java.util.Arrays;

/**
 * Numbers for pairs of what came before and what comes next, counted from 0 as they are added: a
 * step of a trie. Takes 8 bytes a pair, and 4 for each slot of a table that is filled to two thirds
 * at most; no object a pair.
 */
final class Grams {
  private static final int FEWEST = 16;
  private static final int FREE = -1;

  private long[] keys;
  private int[] slots;
  private int size;

  Grams(int expected) {
    keys = new long[Math.max(expected, FEWEST)];
    slots = free(slotsFor(keys.length));
  }

  int size() {
    return size;
  }

  /** The bytes that so many pairs take. */
  static long bytes(long pairs) {
    return 8 * pairs + 4 * (pairs + pairs / 2 + 1);
  }

  /** The number of a pair, or -1. */
  int find(int before, int next) {
    return slots[slot(key(before, next))];
  }

  /** The number of a pair, which is {@link #size} before the call where the pair is new. */
  int add(int before, int next) {
    long key = key(before, next);
    int slot = slot(key);
    if (slots[slot] != FREE) {
      return slots[slot];
    }
    if (size == keys.length) {
      grow();
      slot = slot(key);
    }
    keys[size] = key;
    slots[slot] = size;
    return size++;
  }

  /** Forgets all pairs. */
  void clear() {
    Arrays.fill(slots, FREE);
    size = 0;
  }

  int before(int number) {
    return (int) (keys[number] >>> 32);
  }

  int next(int number) {
    return (int) keys[number];
  }

  private static long key(int before, int next) {
    return ((long) before << 32) | (next & 0xFFFFFFFFL);
  }

  private int slot(long key) {
    int slot = (int) (((mixed(key) >>> 32) * slots.length) >>> 32);
    while (slots[slot] != FREE && keys[slots[slot]] != key) {
      slot = slot + 1 == slots.length ? 0 : slot + 1;
    }
    return slot;
  }

  /** The finaliser of SplitMix64 (Steele et al. 2014). */
  private static long mixed(long key) {
    long z = (key ^ (key >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  private void grow() {
    keys = Arrays.copyOf(keys, larger(keys.length));
    slots = free(slotsFor(keys.length));
    for (int number = 0; number < size; number++) {
      slots[slot(keys[number])] = number;
    }
  }

  private static int larger(int length) {
    if (length >= Integer.MAX_VALUE / 2) {
      throw new IllegalStateException("more than a thousand million n-grams of one order");
    }
    return length + (length >> 1);
  }

  private static int slotsFor(int pairs) {
    return (int) Math.min(pairs + (pairs >> 1) + 1L, Integer.MAX_VALUE - 8L);
  }

  private static int[] free(int count) {
    int[] slots = new int[count];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
