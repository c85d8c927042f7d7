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
    /** Writes the bias: {@code [heads, tokens, tokens]}, or with a batch axis in front. */
    Tensor bias(int heads);
  }

  /** Each block its own, from parameters declared in the block. */
  @FunctionalInterface
  non-sealed interface PerBlock extends AttentionBias {
    /** Writes the bias of a block: {@code [heads, tokens, tokens]}, or with a batch axis. */
    Tensor bias(Scope block, int heads);
  }
}
