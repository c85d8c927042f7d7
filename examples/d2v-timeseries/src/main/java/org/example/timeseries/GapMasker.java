package org.example.timeseries;

import io.d2v.api.Default;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** One gap that begins anywhere; what reaches beyond the end is taken from the beginning. */
record GapMasker(Choice choice) implements Masker {
  /**
   * The recipe's {@code masker} section.
   *
   * @param share of the tokens
   */
  record Choice(@Default("0.5") double share) {
    Choice {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("share lies between 0 and 1");
      }
    }
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    int begin = random.nextInt(valid);
    BitSet masked = new BitSet();
    for (int i = 0; i < length(valid); i++) {
      masked.set((begin + i) % valid);
    }
    return Mask.of(grid.tokens(), masked);
  }

  @Override
  public int most(Grid grid) {
    return length(grid.tokens());
  }

  private int length(int tokens) {
    return Math.max(1, (int) (choice.share() * tokens));
  }
}
