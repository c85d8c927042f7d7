package io.d2v.vision;

import io.d2v.api.Default;

/**
 * The recipe's {@code data} section for images.
 *
 * @param split which part of a data set that comes in parts
 */
record ImageDataSettings(@Default("auto") Split split) {
  /** Parts of a data set. */
  enum Split {
    /** The training part where there is one, else everything. */
    AUTO,
    /** The training part. */
    TRAIN,
    /** The test part. */
    TEST
  }
}
