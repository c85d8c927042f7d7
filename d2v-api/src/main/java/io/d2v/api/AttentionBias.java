package io.d2v.api;

import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;

/** What is added to the attention scores before softmax: where tokens lie to one another. */
public sealed interface AttentionBias {
  /** Nothing is added. */
  record None() implements AttentionBias {}

  /** The same for every block. */
  @FunctionalInterface
  non-sealed interface Shared extends AttentionBias {
    /**
     * Writes the bias: {@code [heads, tokens, tokens]}, or with a batch axis in front.
     *
     * @param heads how many heads attention has
     * @return what is added to the scores
     */
    Tensor bias(int heads);
  }

  /** Each block its own, from parameters declared in the block. */
  @FunctionalInterface
  non-sealed interface PerBlock extends AttentionBias {
    /**
     * Writes the bias of a block: {@code [heads, tokens, tokens]}, or with a batch axis.
     *
     * @param block where parameters of the block are declared
     * @param heads how many heads attention has
     * @return what is added to the scores
     */
    Tensor bias(Scope block, int heads);
  }

  /**
   * From where tokens lie alone, so that it can be told for some of the grid's tokens: data2vec 2.0
   * drops masked ones. Tokens in front that are none of the grid's get 0.
   */
  @FunctionalInterface
  non-sealed interface OfPlaces extends AttentionBias {
    /**
     * The bias of tokens at these places, shared or for each block.
     *
     * @param places the number of each token in the grid: FLOAT32 {@code [batch or 1, tokens]}
     * @return one that writes {@code [batch or 1, heads, tokens, tokens]}
     */
    AttentionBias at(Tensor places);
  }
}
