package io.d2v.text;

import io.d2v.api.UserError;

/**
 * The ids of a tokenizer that stand for no text, as RoBERTa names them.
 *
 * @param begin before a sample
 * @param end after each line
 */
record SpecialTokens(int begin, int end) {
  static SpecialTokens of(BytePairs tokenizer) {
    return new SpecialTokens(id(tokenizer, "<s>"), id(tokenizer, "</s>"));
  }

  /** Whether it is one of them. */
  boolean has(int id) {
    return id == begin || id == end;
  }

  private static int id(BytePairs tokenizer, String token) {
    return tokenizer
        .id(token)
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.RECIPE,
                    "the tokenizer has no token '"
                        + token
                        + "'; data2vec needs <s>, <pad>, </s>, <unk> and <mask>, as RoBERTa's has"
                        + " them"));
  }
}
