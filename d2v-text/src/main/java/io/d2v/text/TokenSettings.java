package io.d2v.text;

import io.d2v.api.Default;
import io.d2v.api.Encoder.MaskAt;
import java.util.List;
import java.util.Optional;

/**
 * The recipe's {@code encoder} section for text.
 *
 * @param lengths of the sizes that samples are cut or padded to, in tokens, ascending
 * @param vocabulary how many tokens there are
 * @param positions how many places have a position; the longest length if left out
 * @param padding the id that stands for nothing
 * @param type whether every token gets one learned vector more: BERT's token type, of which
 *     checkpoints of RoBERTa's kind have a single one
 * @param epsilon of the layer norm
 * @param mask the id that stands for a masked token; the last one if left out
 * @param maskAt whether masked tokens are masked as ids, or after they were embedded: data2vec 2.0
 *     drops them there
 * @param randomShare of the masked tokens that become another token instead (BERT: 0.1)
 * @param keptShare of the masked tokens that stay as they are (BERT: 0.1)
 * @param special how many of the first ids are special, and no token to become
 */
record TokenSettings(
    @Default("[512]") List<Integer> lengths,
    int vocabulary,
    Optional<Integer> positions,
    @Default("1") int padding,
    @Default("false") boolean type,
    @Default("1e-5") double epsilon,
    Optional<Integer> mask,
    @Default("input") MaskAt maskAt,
    @Default("0") double randomShare,
    @Default("0") double keptShare,
    @Default("4") int special) {
  TokenSettings {
    lengths = List.copyOf(lengths);
    require(
        !lengths.isEmpty()
            && lengths.get(0) >= 1
            && lengths.stream().sorted().distinct().toList().equals(lengths),
        "lengths is ascending, one or more: " + lengths);
    require(
        positions.orElse(longest(lengths)) >= longest(lengths),
        positions + " positions are less than " + longest(lengths) + " tokens");
    require(epsilon > 0, "epsilon is above 0");
    require(
        randomShare >= 0 && keptShare >= 0 && randomShare + keptShare <= 1,
        "random_share and kept_share are shares that add up to 1 at most");
    require(
        special >= 0 && special < vocabulary && mask.orElse(0) >= 0 && mask.orElse(0) < vocabulary,
        "special and mask are below the vocabulary's " + vocabulary);
    require(
        padding >= 0 && padding < vocabulary,
        "padding is one of the " + vocabulary + " tokens, not " + padding);
  }

  /** The id that stands for a masked token. */
  int maskId() {
    return mask.orElse(vocabulary - 1);
  }

  /** The longest size. */
  int longest() {
    return longest(lengths);
  }

  /** How many places have a position. */
  int places() {
    return positions.orElse(longest());
  }

  private static int longest(List<Integer> lengths) {
    return lengths.get(lengths.size() - 1);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
