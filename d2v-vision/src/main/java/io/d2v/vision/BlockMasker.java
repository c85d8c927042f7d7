package io.d2v.vision;

import io.d2v.api.Default;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * BEiT's block masks (Bao et al. 2021, algorithm 1; the reference's {@code make_mask}): rectangles
 * of random area and aspect until enough patches are masked or no more fits.
 */
record BlockMasker(Choice choice) implements Masker {
  private static final int ATTEMPTS = 10;

  /**
   * The section of a recipe that sets it.
   *
   * @param masked most patches that are masked
   * @param smallest least number of patches in a block
   * @param aspect smallest height over width of a block; the largest is its inverse
   */
  record Choice(int masked, @Default("16") int smallest, @Default("0.3") double aspect) {
    Choice {
      if (masked < 1 || smallest < 1 || !(aspect > 0 && aspect <= 1)) {
        throw new IllegalArgumentException(
            "masked and smallest are at least 1, aspect above 0 and up to 1");
      }
    }
  }

  @Override
  public int most(Grid grid) {
    return Math.min(choice.masked(), grid.tokens());
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    List<Integer> sizes = grid.sizes();
    if (sizes.size() != 2 || valid != grid.tokens()) {
      throw new IllegalArgumentException(
          "block masks need a whole grid of rows and columns, not "
              + valid
              + " tokens of "
              + sizes);
    }
    BitSet masked = new BitSet(grid.tokens());
    int wanted = most(grid);
    int count = 0;
    int added = 1;
    while (count < wanted && added > 0) {
      added = addBlock(masked, sizes.get(0), sizes.get(1), wanted - count, random);
      count += added;
    }
    return Mask.of(grid.tokens(), masked);
  }

  /** Masks one block of at most so many new patches; 0 if none of some attempts would fit. */
  private int addBlock(BitSet masked, int rows, int columns, int most, RandomGenerator random) {
    double widest = Math.log(1 / choice.aspect());
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      double area = choice.smallest() + (most - choice.smallest()) * random.nextDouble();
      double aspect = Math.exp(-widest + 2 * widest * random.nextDouble());
      int height = (int) Math.rint(Math.sqrt(area * aspect));
      int width = (int) Math.rint(Math.sqrt(area / aspect));
      if (width < columns && height < rows) {
        int top = random.nextInt(rows - height + 1);
        int left = random.nextInt(columns - width + 1);
        BitSet block = block(top, left, height, width, columns);
        block.andNot(masked);
        int fresh = block.cardinality();
        if (fresh > 0 && fresh <= most) {
          masked.or(block);
          return fresh;
        }
      }
    }
    return 0;
  }

  private static BitSet block(int top, int left, int height, int width, int columns) {
    BitSet block = new BitSet();
    for (int row = top; row < top + height; row++) {
      block.set(row * columns + left, row * columns + left + width);
    }
    return block;
  }
}
