package io.d2v.bench.decode;

/** Finds the value at a place of a sorted list without sorting all of it (Hoare 1961). */
final class Selection {
  private Selection() {}

  /** The value of which so many are at least as large, from 1. */
  static double largest(int count, double... values) {
    double[] sorted = values.clone();
    int wanted = sorted.length - count;
    int low = 0;
    int high = sorted.length - 1;
    while (low < high) {
      double pivot = middle(sorted[low], sorted[(low + high) >>> 1], sorted[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (sorted[left] < pivot) {
          left++;
        }
        while (sorted[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double held = sorted[left];
          sorted[left++] = sorted[right];
          sorted[right--] = held;
        }
      }
      if (wanted <= right) {
        high = right;
      } else if (wanted >= left) {
        low = left;
      } else {
        return sorted[wanted];
      }
    }
    return sorted[wanted];
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
