package io.d2v.core.train;

/**
 * How a parameter is trained.
 *
 * @param share of the learning rate; 0 for one that stays as it is
 * @param late whether it was kept as it was at first, so that its moments are younger than others'
 */
public record Pace(double share, boolean late) {
  /** At the learning rate, from the first update on. */
  public static final Pace FULL = new Pace(1, false);

  /** Not at all. */
  public static final Pace NONE = new Pace(0, false);

  /** Checks the share. */
  public Pace {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of the learning rate is from 0 to 1: " + share);
    }
  }
}
