package io.d2v.core.data;

import java.util.List;

/**
 * How samples become batches.
 *
 * @param batch samples in a batch
 * @param threads that read and prepare; how many changes nothing but the speed
 * @param seed of the run
 * @param cut which size a sample comes into, for training
 * @param clones masks of a sample
 */
public record FeederSettings(int batch, int threads, long seed, Cut cut, int clones) {
  /** Where samples may be cut, with one mask each. */
  public FeederSettings(int batch, int threads, long seed) {
    this(batch, threads, seed, Cut.FREELY);
  }

  /** With one mask a sample. */
  public FeederSettings(int batch, int threads, long seed, Cut cut) {
    this(batch, threads, seed, cut, 1);
  }

  /** Checks the ranges. */
  public FeederSettings {
    if (batch < 1 || threads < 1 || clones < 1) {
      throw new IllegalArgumentException(
          "batch, threads and clones are at least 1, not " + List.of(batch, threads, clones));
    }
  }
}
