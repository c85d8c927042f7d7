package io.d2v.core.train;

import io.d2v.api.Default;
import io.d2v.core.model.Memory;
import io.d2v.core.run.Keep;
import java.util.Optional;

/**
 * The recipe's {@code training} section.
 *
 * @param batch samples in one program run
 * @param accumulate program runs in one update; their gradients are summed
 * @param steps updates in the whole run
 * @param loaderThreads threads that read and prepare samples
 * @param checkpointEvery updates between checkpoints; there is always one at the end
 * @param keepCheckpoints how many of the newest are kept
 * @param keepEvery checkpoints of steps that are multiples of this are kept as well, for ever
 * @param memory {@code recompute} holds less of each transformer block and computes it once more
 *     for the gradient: the same numbers in less memory and more time; {@code keep} if left out
 * @param damaged the share of samples that may be damaged before the run stops
 */
public record TrainingSettings(
    int batch,
    @Default("1") int accumulate,
    long steps,
    @Default("2") int loaderThreads,
    @Default("1000") long checkpointEvery,
    @Default("2") int keepCheckpoints,
    Optional<Long> keepEvery,
    Optional<Memory> memory,
    @Default("0.001") double damaged) {
  /** Checks the ranges. */
  public TrainingSettings {
    if (batch < 1
        || accumulate < 1
        || steps < 1
        || loaderThreads < 1
        || checkpointEvery < 1
        || keepCheckpoints < 1) {
      throw new IllegalArgumentException(
          "batch, accumulate, steps, loader_threads, checkpoint_every and"
              + " keep_checkpoints are at least 1");
    }
    if (keepEvery.isPresent() && (keepEvery.get() < 1 || keepEvery.get() % checkpointEvery != 0)) {
      throw new IllegalArgumentException(
          "keep_every is a multiple of checkpoint_every, "
              + checkpointEvery
              + ", not "
              + keepEvery.get());
    }
    if (!(damaged >= 0 && damaged < 1)) {
      throw new IllegalArgumentException("damaged is a share from 0 to below 1");
    }
  }

  /** Which checkpoints stay. */
  Keep keep() {
    return new Keep(keepCheckpoints, keepEvery);
  }
}
