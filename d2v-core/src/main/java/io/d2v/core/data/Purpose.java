package io.d2v.core.data;

/** What randomness is for. Each purpose has its own; the number is part of every run ever made. */
public enum Purpose {
  /** The order of samples within an epoch. */
  ORDER(1),
  /** Augmentation, in {@code Encoder.prepare}. */
  AUGMENT(2),
  /** The choice of masked tokens. */
  MASK(3),
  /** What masked inputs become, in {@code Encoder.corrupt}. */
  CORRUPT(4),
  /** Dropout, drop path and layer drop. */
  DROPOUT(5),
  /** First values of parameters. */
  INIT(6),
  /** Which sample stands in for a damaged one. */
  REPLACE(7),
  /** Evaluation, such as the choice of labelled samples. */
  EVALUATE(8),
  /** The order of batches within an epoch. */
  BATCHES(9),
  /** What makes the masks of a batch alike, in {@code Masker.together}. */
  TOGETHER(10),
  /** How the samples of a batch are mixed. */
  MIX(11);

  private final int number;

  Purpose(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
