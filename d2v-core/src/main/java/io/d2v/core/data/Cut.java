package io.d2v.core.data;

/** How samples of several lengths come into the sizes of an encoder. */
public enum Cut {
  /** Each into the largest size that it fills; what is cut off comes in another epoch. */
  FREELY,
  /** Each into the smallest size that takes it whole; what is longer than the largest is cut. */
  LONGEST,
  /** The same, without samples that are longer than the largest size. */
  NEVER
}
