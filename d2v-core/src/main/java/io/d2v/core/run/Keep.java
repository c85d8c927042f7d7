package io.d2v.core.run;

import java.util.Optional;

/**
 * Which checkpoints stay.
 *
 * @param newest how many of the newest
 * @param every besides those, the ones whose step is a multiple of this
 */
public record Keep(int newest, Optional<Long> every) {
  /** Checks the ranges. */
  public Keep {
    if (newest < 1 || every.orElse(1L) < 1) {
      throw new IllegalArgumentException(
          "newest and every are at least 1, not " + newest + " and " + every.orElse(1L));
    }
  }

  /** So many of the newest alone. */
  public static Keep newest(int newest) {
    return new Keep(newest, Optional.empty());
  }

  /** Whether a checkpoint of this step stays however old it is. */
  boolean always(long step) {
    return every.isPresent() && step % every.get() == 0;
  }
}
