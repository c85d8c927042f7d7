package io.d2v.core.train;

import io.d2v.core.run.RunFolder;

/**
 * Where a run is written.
 *
 * @param folder made when the run starts
 * @param allowed what may be there already
 */
public record RunPlace(RunFolder folder, EarlierRun allowed) {
  /** A folder in which a run of the same recipe goes on. */
  public static RunPlace of(RunFolder folder) {
    return new RunPlace(folder, EarlierRun.SAME_RECIPE);
  }
}
