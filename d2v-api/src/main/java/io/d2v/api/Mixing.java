package io.d2v.api;

/** How two examples become one in fine-tuning, with a label that is shared between theirs. */
public enum Mixing {
  /** Each number is a weighted mean of both: mixup (Zhang et al. 2018). */
  BLEND,
  /** A connected part of the second replaces that of the first: CutMix (Yun et al. 2019). */
  PASTE
}
