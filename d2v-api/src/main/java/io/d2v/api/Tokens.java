package io.d2v.api;

import io.d2v.api.graph.Tensor;

/**
 * What goes into the transformer.
 *
 * @param values {@code [batch, extra + tokens, width]}
 * @param extra how many tokens at the front, such as a class token, are none of the grid's
 * @param bias what attention adds to its scores
 */
public record Tokens(Tensor values, int extra, AttentionBias bias) {
  /** Tokens of the grid alone, without attention bias. */
  public static Tokens plain(Tensor values) {
    return new Tokens(values, 0, new AttentionBias.None());
  }
}
