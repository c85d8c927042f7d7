package io.d2v.text;

import io.d2v.api.Example;
import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.api.UserError;
import java.util.BitSet;
import java.util.random.RandomGenerator;

/**
 * Whole words in drawn order, as many as fit in a share of the tokens (BERT's {@code
 * create_pretraining_data.py} with {@code do_whole_word_mask}).
 *
 * @param share of the tokens
 */
record WholeWords(double share) {
  Mask mask(Grid grid, Example example, RandomGenerator random) {
    int[] starts = starts(example).stream().toArray();
    int room = (int) (share * example.valid() + random.nextDouble());
    BitSet masked = new BitSet();
    for (int left = starts.length; left > 0 && room > 0; left--) {
      int drawn = random.nextInt(left);
      int start = starts[drawn];
      starts[drawn] = starts[left - 1];
      int end = end(example, start);
      if (end - start <= room) { // a word too long for what is left is passed over
        masked.set(start, end);
        room -= end - start;
      }
    }
    return Mask.of(grid.tokens(), masked);
  }

  private static int end(Example example, int start) {
    int next = starts(example).nextSetBit(start + 1);
    return next < 0 ? example.valid() : Math.min(next, example.valid());
  }

  private static BitSet starts(Example example) {
    return example
        .wordStarts()
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.RECIPE,
                    "masker.whole_word: the data does not say where words begin; text that was"
                        + " tokenized by this module's data section does"));
  }
}
