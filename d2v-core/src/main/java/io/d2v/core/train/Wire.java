package io.d2v.core.train;

/** What entries of gradients are on their way from worker to worker. */
public enum Wire {
  /** Themselves. */
  FLOAT32,
  /** Rounded to bfloat16: half the bytes, and gradients of 8 significant bits. */
  BF16
}
