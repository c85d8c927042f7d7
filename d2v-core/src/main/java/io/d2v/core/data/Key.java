package io.d2v.core.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Randomness as a function of what it is for, never of how often a generator was called; so any
 * step can be computed again on its own.
 */
public final class Key {
  /** 2^64 divided by the golden ratio, which keeps sums of few terms apart (Steele et al. 2014). */
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private Key() {}

  /**
   * A generator that starts at the same place for the same arguments, on every Java version.
   *
   * @param sample a sample's index, or a step where the purpose is of a whole step
   */
  public static RandomGenerator of(long seed, long epoch, long sample, Purpose purpose) {
    return new SplittableRandom(bits(seed, epoch, sample, purpose));
  }

  /** 64 random bits. */
  public static long bits(long seed, long epoch, long sample, Purpose purpose) {
    long state = mix(seed + GOLDEN);
    state = mix(state + GOLDEN + epoch);
    state = mix(state + GOLDEN + sample);
    return mix(state + GOLDEN + purpose.number());
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014, variant 13 of Stafford). */
  static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
