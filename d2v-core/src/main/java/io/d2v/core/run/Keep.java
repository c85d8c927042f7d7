package io.d2v.core.run;

import java.util.OptionalLong;

/**
 * Which checkpoints stay.
 *
 * @param newest how many of the newest
 * @param every besides those, the ones whose step is a multiple of this
 */
public record Keep(int newest, OptionalLong every) {
  /** Checks the ranges. */
  public Keep {
    if (newest < 1 || every.orElse(1) < 1) {
      throw new IllegalArgumentException(
          "newest and every are at least 1, not " + newest + " and " + every.orElse(1));
    }
  }

  /** So many of the newest alone. */
  public static Keep newest(int newest) {
    return new Keep(newest, OptionalLong.empty());
  }

  /** Whether a checkpoint of this step stays however old it is. */
  boolean always(long step) {
    return every.isPresent() && step % every.getAsLong() == 0;
  }
}
