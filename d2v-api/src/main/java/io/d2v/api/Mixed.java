package io.d2v.api;

/**
 * One example made of two.
 *
 * @param example of the first's type and tokens
 * @param share of the first in it, from 0 to 1, which is the share of its label
 */
public record Mixed(Example example, double share) {
  /**
   * Checks the share.
   *
   * @param example of the first's type and tokens
   * @param share of the first in it, from 0 to 1, which is the share of its label
   */
  public Mixed {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share is from 0 to 1, not " + share);
    }
  }
}
