package io.d2v.core.data;

/**
 * The order of samples or batches in one epoch, as a function: any position is known without the
 * ones before. A Feistel cipher over the next power of 4, walked until it is back below the size
 * (Black and Rogaway 2002).
 */
public final class EpochOrder {
  private static final int ROUNDS = 6;

  private final Purpose purpose;
  private final long seed;
  private final long epoch;
  private final long size;
  private final int half;

  /** The order of {@code size} samples. */
  public EpochOrder(long seed, long epoch, long size) {
    this(Purpose.ORDER, seed, epoch, size);
  }

  EpochOrder(Purpose purpose, long seed, long epoch, long size) {
    if (size < 1) {
      throw new IllegalArgumentException("there is no order of " + size + " samples");
    }
    this.purpose = purpose;
    this.seed = seed;
    this.epoch = epoch;
    this.size = size;
    this.half = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(size - 1) + 1) / 2);
  }

  /**
   * The sample at a position.
   *
   * @param position from 0 to size - 1
   */
  public long sample(long position) {
    if (position < 0 || position >= size) {
      throw new IllegalArgumentException("position " + position + " of " + size);
    }
    long sample = position;
    do {
      sample = permuted(sample);
    } while (sample >= size);
    return sample;
  }

  private long permuted(long value) {
    long low = (1L << half) - 1;
    long left = value >>> half;
    long right = value & low;
    for (int round = 0; round < ROUNDS; round++) {
      long mixed = Key.mix(Key.bits(seed, epoch, round, purpose) + right);
      long swapped = left ^ (mixed & low);
      left = right;
      right = swapped;
    }
    return left << half | right;
  }
}
