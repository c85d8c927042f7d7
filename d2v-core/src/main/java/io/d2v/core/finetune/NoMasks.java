package io.d2v.core.finetune;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Masks nothing. */
final class NoMasks implements Masker {
  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    return Mask.of(grid.tokens(), new BitSet());
  }
}
