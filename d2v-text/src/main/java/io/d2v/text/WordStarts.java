package io.d2v.text;

import java.util.BitSet;
import java.util.List;

/**
 * Where words begin: at a token with a space in front (fairseq's {@code get_whole_word_mask}), at a
 * special token, and, other than there, after one, since a line begins with a word.
 *
 * @param spaced ids of tokens with a space in front
 * @param special what stands for no text
 */
record WordStarts(BitSet spaced, SpecialTokens special) {
  /** Those of a tokenizer. */
  static WordStarts of(BytePairs tokenizer) {
    List<String> texts = tokenizer.texts();
    BitSet spaced = new BitSet();
    for (int id = 0; id < texts.size(); id++) {
      spaced.set(id, texts.get(id).startsWith(" "));
    }
    return new WordStarts(spaced, SpecialTokens.of(tokenizer));
  }

  /** The tokens of a sample that begin a word. */
  BitSet in(int[] ids) {
    BitSet starts = new BitSet(ids.length);
    for (int i = 0; i < ids.length; i++) {
      boolean apart = i == 0 || special.has(ids[i]) || special.has(ids[i - 1]);
      starts.set(i, apart || spaced.get(ids[i]));
    }
    return starts;
  }
}
