package io.d2v.core.model;

/** What of a transformer block is held until its gradient is computed. */
public enum Memory {
  /** All that the gradient needs. */
  KEEP,
  /** What goes into the block; the rest is computed again, to the same numbers. */
  RECOMPUTE
}
