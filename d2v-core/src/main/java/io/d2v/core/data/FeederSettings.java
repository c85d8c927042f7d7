package io.d2v.core.data;

/**
 * How samples become batches.
 *
 * @param batch samples in a batch
 * @param threads that read and prepare; how many changes nothing but the speed
 * @param seed of the run
 * @param cut which size a sample comes into, for training
 */
public record FeederSettings(int batch, int threads, long seed, Cut cut) {
  /** Where samples may be cut. */
  public FeederSettings(int batch, int threads, long seed) {
    this(batch, threads, seed, Cut.FREELY);
  }

  /** Checks the ranges. */
  public FeederSettings {
    if (batch < 1 || threads < 1) {
      throw new IllegalArgumentException(
          "batch and threads are at least 1, not " + batch + " and " + threads);
    }
  }
}
