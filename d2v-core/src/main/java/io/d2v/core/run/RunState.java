package io.d2v.core.run;

import java.util.Map;

/**
 * Where a run stands.
 *
 * @param step updates made
 * @param seed of the run
 * @param more what else continuing needs, by name
 */
public record RunState(long step, long seed, Map<String, String> more) {
  /** Copies the map. */
  public RunState {
    if (step < 0) {
      throw new IllegalArgumentException("a run has not made " + step + " updates");
    }
    more = Map.copyOf(more);
  }
}
