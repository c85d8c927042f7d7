package io.d2v.core.model;

/** What of a transformer block is held until its gradient is computed. */
public enum Memory {
  /** All that the gradient needs. */
  KEEP,
  /**
   * All but what is large for the work that made it: the weights of attention, and what GELU gives
   * (selective recomputation, Korthikanti et al. 2022, arXiv 2205.05198).
   */
  SELECTIVE,
  /** What goes into the block; the rest is computed again, to the same numbers. */
  RECOMPUTE
}
