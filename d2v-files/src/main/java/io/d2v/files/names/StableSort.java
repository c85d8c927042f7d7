package io.d2v.files.names;

import java.util.function.IntBinaryOperator;

/** Sorts places by what stands there, without making objects of them. */
final class StableSort {
  private StableSort() {}

  /** Sorted; the array itself is used up. */
  static int[] of(int[] places, IntBinaryOperator compare) {
    int[] from = places;
    int[] to = new int[places.length];
    for (int width = 1; width < places.length && width > 0; width <<= 1) {
      for (int start = 0; start < places.length; start += 2 * width) {
        int middle = Math.min(start + width, places.length);
        merge(from, to, start, middle, Math.min(middle + width, places.length), compare);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(
      int[] from, int[] to, int start, int middle, int end, IntBinaryOperator compare) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean first =
          right >= end || (left < middle && compare.applyAsInt(from[left], from[right]) <= 0);
      to[i] = first ? from[left++] : from[right++];
    }
  }
}
