package io.d2v.core.train;

/** What a run's folder may hold when it starts. */
public enum EarlierRun {
  /** No earlier run: it begins anew, and overwrites nothing. */
  NONE,
  /** None, or one of the same recipe, which goes on. */
  SAME_RECIPE,
  /** None, or one of any recipe that its weights fit, which goes on with the given one. */
  ANY_RECIPE
}
