package io.d2v.vision;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/** Masks a fixed share of the tokens, each set of them equally likely (MAE, He et al. 2021). */
record RandomMasker(Choice choice) implements Masker {
  /**
   * The recipe's {@code masker} section.
   *
   * @param share of the tokens that is masked, rounded to a whole token
   */
  record Choice(double share) {
    Choice {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("share is above 0 and below 1, not " + share);
      }
    }
  }

  @Override
  public int most(Grid grid) {
    return count(grid.tokens());
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    BitSet masked = new BitSet(grid.tokens());
    int wanted = count(valid);
    for (int token = 0, left = wanted; token < valid; token++) {
      if (random.nextInt(valid - token) < left) { // selection sampling, Knuth 3.4.2 S
        masked.set(token);
        left--;
      }
    }
    return Mask.of(grid.tokens(), masked);
  }

  private int count(int tokens) {
    return (int) Math.rint(choice.share() * tokens);
  }
}
