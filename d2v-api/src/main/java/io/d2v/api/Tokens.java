package io.d2v.api;

import io.d2v.api.graph.Tensor;
import java.util.Optional;

/**
 * What goes into the transformer.
 *
 * @param values {@code [batch, extra + tokens, width]}
 * @param extra how many tokens at the front, such as a class token, are none of the grid's
 * @param bias what attention adds to its scores
 * @param places the number in the grid of each token after the extra ones, FLOAT32 {@code [batch,
 *     tokens]}; empty where all of the grid's tokens are there, as an encoder gives them
 */
public record Tokens(Tensor values, int extra, AttentionBias bias, Optional<Tensor> places) {
  /**
   * All tokens of the grid.
   *
   * @param values {@code [batch, extra + tokens, width]}
   * @param extra how many tokens at the front are none of the grid's
   * @param bias what attention adds to its scores
   */
  public Tokens(Tensor values, int extra, AttentionBias bias) {
    this(values, extra, bias, Optional.empty());
  }

  /**
   * {@return tokens of the grid alone, without attention bias}
   *
   * @param values {@code [batch, tokens, width]}
   */
  public static Tokens plain(Tensor values) {
    return new Tokens(values, 0, new AttentionBias.None());
  }
}
