package io.d2v.vision;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * Connected pieces of a set of patches; neighbours are above, below, left and right.
 *
 * @param sizes in patches
 */
record Components(List<Integer> sizes) {
  static Components of(BitSet patches, int side) {
    BitSet left = (BitSet) patches.clone();
    List<Integer> sizes = new ArrayList<>();
    for (int seed = left.nextSetBit(0); seed >= 0; seed = left.nextSetBit(0)) {
      sizes.add(take(left, seed, side));
    }
    return new Components(sizes);
  }

  double count() {
    return sizes.size();
  }

  double largest() {
    return sizes.isEmpty() ? 0 : Collections.max(sizes);
  }

  private static int take(BitSet left, int seed, int side) {
    ArrayDeque<Integer> edge = new ArrayDeque<>(List.of(seed));
    left.clear(seed);
    int size = 0;
    while (!edge.isEmpty()) {
      int patch = edge.remove();
      size++;
      int[] neighbours = {
        patch - side,
        patch + side,
        patch % side == 0 ? -1 : patch - 1,
        patch % side == side - 1 ? -1 : patch + 1
      };
      for (int next : neighbours) {
        if (next >= 0 && left.get(next)) {
          left.clear(next);
          edge.add(next);
        }
      }
    }
    return size;
  }
}
