package io.d2v.api;

import java.util.BitSet;
import java.util.stream.IntStream;

/** Which tokens of one sample are hidden from the student. Immutable. */
public final class Mask {
  private final int tokens;
  private final BitSet masked;

  private Mask(int tokens, BitSet masked) {
    this.tokens = tokens;
    this.masked = masked;
  }

  /**
   * {@return the mask of these tokens}
   *
   * @param tokens how many tokens the sample has
   * @param masked the hidden ones, each below {@code tokens}
   */
  public static Mask of(int tokens, BitSet masked) {
    if (masked.length() > tokens) {
      throw new IllegalArgumentException(
          "token " + (masked.length() - 1) + " is masked, but there are only " + tokens);
    }
    return new Mask(tokens, (BitSet) masked.clone());
  }

  /** {@return how many tokens the sample has} */
  public int tokens() {
    return tokens;
  }

  /** {@return how many of them are masked} */
  public int count() {
    return masked.cardinality();
  }

  /**
   * {@return whether a token is masked}
   *
   * @param token its number, from 0
   */
  public boolean contains(int token) {
    return masked.get(token);
  }

  /** {@return the masked tokens' numbers, ascending} */
  public IntStream indices() {
    return masked.stream();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask mask && tokens == mask.tokens && masked.equals(mask.masked);
  }

  @Override
  public int hashCode() {
    return 31 * masked.hashCode() + tokens;
  }

  @Override
  public String toString() {
    return count() + " of " + tokens + " masked: " + masked;
  }
}
