package io.d2v.testkit.plugin;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Masks each token with probability one half. */
final class HalfMasker implements Masker {
  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    BitSet masked = new BitSet();
    for (int i = 0; i < valid; i++) {
      masked.set(i, random.nextBoolean());
    }
    return Mask.of(grid.tokens(), masked);
  }
}
