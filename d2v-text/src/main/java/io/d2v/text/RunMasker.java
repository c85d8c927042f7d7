package io.d2v.text;

import io.d2v.api.Default;
import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Tokens that begin anywhere, in runs that may overlap: data2vec's (35 % in runs of 4) and, with
 * runs of one, BERT's (15 %); fairseq's {@code MaskTokensDataset}.
 */
record RunMasker(Choice choice) implements Masker {
  /**
   * The recipe's {@code masker} section.
   *
   * @param share of the tokens that runs would cover if none overlapped
   * @param length of a run, in tokens
   * @param wholeWord whether all tokens of a word are masked or none: BERT's whole words
   */
  record Choice(
      @Default("0.35") double share,
      @Default("4") int length,
      @Default("false") boolean wholeWord) {
    Choice {
      if (wholeWord && length != 1) {
        throw new IllegalArgumentException(
            "whole_word masks words instead of runs: set length to 1, not " + length);
      }
      if (!(share > 0 && share < 1) || length < 1) {
        throw new IllegalArgumentException(
            "share lies between 0 and 1 and length is at least 1: " + share + ", " + length);
      }
    }
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    int runs = (int) (choice.share() * valid / choice.length() + random.nextDouble());
    BitSet begins = new BitSet();
    while (begins.cardinality() < runs) {
      begins.set(random.nextInt(valid));
    }
    BitSet masked = new BitSet();
    begins.stream().forEach(begin -> masked.set(begin, Math.min(begin + choice.length(), valid)));
    return Mask.of(grid.tokens(), masked);
  }

  @Override
  public Mask mask(Grid grid, Example example, RandomGenerator random) {
    return choice.wholeWord()
        ? new WholeWords(choice.share()).mask(grid, example, random)
        : mask(grid, example.valid(), random);
  }

  @Override
  public int most(Grid grid) {
    int runs = (int) (choice.share() * grid.tokens() / choice.length() + 1);
    return Math.min(runs * choice.length(), grid.tokens());
  }
}
