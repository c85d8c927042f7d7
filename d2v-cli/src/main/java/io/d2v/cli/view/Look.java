package io.d2v.cli.view;

import java.util.Optional;

/**
 * What is looked at.
 *
 * @param token that others are compared with, counted from 0; the middle one of each sample if left
 *     out
 * @param layer whose attention is shown, counted from 1; the last if left out
 * @param samples the most that are shown, from all over the data
 * @param masks how many are drawn for each sample
 * @param seed of the masks
 */
public record Look(
    Optional<Integer> token, Optional<Integer> layer, int samples, int masks, long seed) {
  /** Checks the ranges. */
  public Look {
    if (samples < 1 || masks < 0) {
      throw new IllegalArgumentException("at least one sample is shown, and no fewer masks than 0");
    }
  }
}
