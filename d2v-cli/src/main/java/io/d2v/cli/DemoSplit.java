package io.d2v.cli;

import io.d2v.api.Dataset;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Subset;

/**
 * Who sees what. The test images are seen by nobody before they are scored.
 *
 * @param unlabelled what a run learns from, without labels
 * @param labelled of these, what probes are fitted on
 * @param test what is scored
 */
record DemoSplit(Subset unlabelled, Subset labelled, Subset test) {
  private static final int TEST = 2000;
  private static final int LABELS = 1000;

  /** The same for every seed, so that runs differ by their training alone. */
  static DemoSplit of(Dataset all) {
    long fitted = all.size() - TEST;
    Subset unlabelled = Subset.range(all, 0, fitted);
    return new DemoSplit(
        unlabelled,
        unlabelled.draw(LABELS, 1, Purpose.EVALUATE),
        Subset.range(all, fitted, all.size()));
  }
}
