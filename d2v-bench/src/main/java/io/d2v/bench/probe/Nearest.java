package io.d2v.bench.probe;

import java.util.Arrays;

/** The places of the largest similarities. */
final class Nearest {
  private Nearest() {}

  /** At most this many, from the most similar on; of equal ones the first come first. */
  static int[] places(float[] similarities, int most) {
    int[] best = new int[Math.min(most, similarities.length)];
    int found = 0;
    for (int i = 0; i < similarities.length; i++) {
      if (found == best.length && similarities[i] <= similarities[best[found - 1]]) {
        continue;
      }
      int at = found < best.length ? found++ : found - 1;
      while (at > 0 && similarities[i] > similarities[best[at - 1]]) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = i;
    }
    return Arrays.copyOf(best, found);
  }
}
