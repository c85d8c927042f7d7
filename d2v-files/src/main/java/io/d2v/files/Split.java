package io.d2v.files;

/** Parts of a data set. */
public enum Split {
  /** The training part where there is one, else everything. */
  AUTO,
  /** The training part. */
  TRAIN,
  /** The test part. */
  TEST
}
