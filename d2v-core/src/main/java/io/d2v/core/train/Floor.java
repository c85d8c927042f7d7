package io.d2v.core.train;

/**
 * The least that a gauge may be which falls as representations collapse.
 *
 * @param gauge by its name in the log
 * @param least below which the run ends
 * @param after so many updates it is looked at
 */
public record Floor(String gauge, double least, long after) {
  /** Below this there is an alarm. */
  public double alarm() {
    return 2 * least;
  }
}
