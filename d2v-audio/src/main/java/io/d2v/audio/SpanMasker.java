package io.d2v.audio;

import io.d2v.api.Default;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Spans of tokens that begin anywhere and may overlap (wav2vec 2.0, Baevski et al. 2020, section
 * 3.1; the reference's {@code compute_mask_indices} with static lengths).
 */
record SpanMasker(Choice choice) implements Masker {
  /**
   * The recipe's {@code masker} section.
   *
   * @param share of the tokens that spans would cover if none overlapped
   * @param length of a span, in tokens
   * @param least spans in a sample, however short it is
   * @param same whether all samples of a batch have as many masked tokens as the one with fewest
   */
  record Choice(
      @Default("0.65") double share,
      @Default("10") int length,
      @Default("1") int least,
      @Default("true") boolean same) {
    Choice {
      if (!(share > 0 && share < 1) || length < 1 || least < 1) {
        throw new IllegalArgumentException(
            "share lies between 0 and 1, length and least are at least 1: "
                + List.of(share, length, least));
      }
    }
  }

  @Override
  public Mask mask(Grid grid, int valid, RandomGenerator random) {
    BitSet masked = new BitSet();
    if (valid > 1) {
      int spans = (int) (choice.share() * valid / choice.length() + random.nextDouble());
      spans = Math.min(Math.max(choice.least(), spans), valid - 1);
      // Each begins elsewhere; where there is too little room, some are cut by the end.
      int room = Math.max(valid - choice.length(), spans + 1);
      BitSet begins = new BitSet();
      while (begins.cardinality() < spans) {
        begins.set(random.nextInt(room));
      }
      begins.stream().forEach(begin -> masked.set(begin, Math.min(begin + choice.length(), valid)));
      if (masked.cardinality() == valid) {
        masked.clear(random.nextInt(valid));
      }
    }
    return Mask.of(grid.tokens(), masked);
  }

  @Override
  public int most(Grid grid) {
    int spans = (int) (choice.share() * grid.tokens() / choice.length() + 1);
    int tokens = Math.max(choice.least(), spans) * choice.length();
    return Math.max(1, Math.min(tokens, grid.tokens() - 1));
  }

  @Override
  public List<Mask> together(List<Mask> masks, RandomGenerator random) {
    if (!choice.same()) {
      return masks;
    }
    int fewest = masks.stream().mapToInt(Mask::count).min().orElse(0);
    return masks.stream().map(mask -> some(mask, fewest, random)).toList();
  }

  /** So many of the masked tokens, each equally likely. */
  private static Mask some(Mask mask, int count, RandomGenerator random) {
    BitSet kept = new BitSet();
    int wanted = count;
    int left = mask.count();
    for (int token : mask.indices().toArray()) {
      if (random.nextInt(left--) < wanted) {
        kept.set(token);
        wanted--;
      }
    }
    return Mask.of(mask.tokens(), kept);
  }
}
