package io.d2v.bench.speed;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Masks as many tokens in every sample, drawn one by one, so that each step is the same work. */
record FixedCount(int count) implements Masker {
  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    BitSet chosen = new BitSet(grid.tokens());
    while (chosen.cardinality() < Math.min(count, valid)) {
      chosen.set(random.nextInt(valid));
    }
    return Mask.of(grid.tokens(), chosen);
  }

  @Override
  public int most(Grid grid) {
    return count;
  }
}
