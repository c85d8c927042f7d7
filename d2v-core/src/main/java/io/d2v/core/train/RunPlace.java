package io.d2v.core.train;

import io.d2v.api.backend.Workers;
import io.d2v.core.run.RunFolder;

/**
 * Where a run is made.
 *
 * @param folder made when the run starts; the first worker's, and nothing to the others
 * @param allowed what may be there already
 * @param workers who make the run together
 */
public record RunPlace(RunFolder folder, EarlierRun allowed, Workers workers) {
  /** Where one worker alone makes it. */
  public RunPlace(RunFolder folder, EarlierRun allowed) {
    this(folder, allowed, Workers.ALONE);
  }

  /** A folder in which a run of the same recipe goes on. */
  public static RunPlace of(RunFolder folder) {
    return new RunPlace(folder, EarlierRun.SAME_RECIPE);
  }
}
