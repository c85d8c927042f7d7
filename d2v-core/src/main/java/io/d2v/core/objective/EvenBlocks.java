package io.d2v.core.objective;

import io.d2v.api.Default;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Blocks of one length along each axis of the grid, which may overlap and are pressed together at
 * its borders; then some tokens more or fewer, so that every mask of a grid hides as many (data2vec
 * 2.0; the reference's {@code compute_block_mask_1d} and {@code compute_block_mask_2d}).
 */
record EvenBlocks(Choice choice) implements Masker {
  /**
   * The recipe's {@code masker} section.
   *
   * @param share of the tokens that is hidden
   * @param length of a block along each axis, in tokens
   * @param adjust what is added to the share that blocks would cover if none overlapped
   * @param inverse whether blocks are what stays visible
   */
  record Choice(
      double share,
      @Default("1") int length,
      @Default("0") double adjust,
      @Default("false") boolean inverse) {
    Choice {
      if (!(share > 0 && share < 1)) {
        throw new IllegalArgumentException("share is above 0 and below 1, not " + share);
      }
      if (length < 1 || !(adjust > -1 && adjust < 1)) {
        throw new IllegalArgumentException("length is at least 1, adjust between -1 and 1");
      }
    }

    /** The share that blocks are to cover. */
    double covered() {
      return inverse ? 1 - share : share;
    }
  }

  @Override
  public int most(Grid grid) {
    return hidden(grid.tokens());
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    boolean line = grid.sizes().size() == 1;
    if (!line && valid != grid.tokens()) {
      throw new IllegalArgumentException(
          "blocks need a whole grid where it is no line, not "
              + valid
              + " tokens of "
              + grid.sizes());
    }
    Grid real = line ? Grid.line(valid) : grid;
    BitSet covered = blocks(real, random);
    int wanted = choice.inverse() ? valid - hidden(valid) : hidden(valid);
    while (covered.cardinality() > wanted) {
      covered.clear(some(covered, random.nextInt(covered.cardinality())));
    }
    BitSet free = flipped(covered, valid);
    while (covered.cardinality() < wanted) {
      int token = some(free, random.nextInt(free.cardinality()));
      free.clear(token);
      covered.set(token);
    }
    return Mask.of(grid.tokens(), choice.inverse() ? flipped(covered, valid) : covered);
  }

  /** The blocks alone. */
  BitSet blocks(Grid grid, RandomGenerator random) {
    int tokens = grid.tokens();
    double size = Math.pow(choice.length(), grid.sizes().size());
    int count = (int) (tokens * ((choice.covered() + choice.adjust()) / size));
    BitSet covered = new BitSet(tokens);
    for (int i = 0; i < count; i++) {
      cover(covered, grid.sizes(), 0, 0, random.nextInt(tokens), tokens);
    }
    return covered;
  }

  /**
   * Covers the block around a center, axis by axis.
   *
   * @param first the first token of what the axes before leave
   * @param center within it
   * @param tokens that it has
   */
  private void cover(
      BitSet covered, List<Integer> sizes, int axis, int first, int center, int tokens) {
    if (axis == sizes.size()) {
      covered.set(first);
      return;
    }
    int each = tokens / sizes.get(axis);
    int begin = center / each - choice.length() / 2;
    for (int i = begin; i < begin + choice.length(); i++) {
      int at = Math.min(Math.max(i, 0), sizes.get(axis) - 1);
      cover(covered, sizes, axis + 1, first + at * each, center % each, each);
    }
  }

  /** How many are hidden of so many real tokens; one at least is visible. */
  private int hidden(int tokens) {
    int covered = (int) (tokens * choice.covered());
    int hidden = choice.inverse() ? tokens - covered : covered;
    return Math.max(0, Math.min(tokens - 1, Math.max(1, hidden)));
  }

  private static BitSet flipped(BitSet tokens, int count) {
    BitSet flipped = (BitSet) tokens.clone();
    flipped.flip(0, count);
    return flipped;
  }

  /** The {@code nth} of a set, from 0. */
  private static int some(BitSet tokens, int nth) {
    int token = tokens.nextSetBit(0);
    for (int i = 0; i < nth; i++) {
      token = tokens.nextSetBit(token + 1);
    }
    return token;
  }
}
