package io.d2v.core.train;

import io.d2v.api.Default;
import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import io.d2v.core.model.Memory;
import io.d2v.core.run.Keep;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The recipe's {@code training} section.
 *
 * @param batch samples in one program run
 * @param accumulate program runs in one update, over all workers; their gradients are summed
 * @param steps updates in the whole run
 * @param loaderThreads threads that read and prepare samples
 * @param checkpointEvery updates between checkpoints; there is always one at the end
 * @param keepCheckpoints how many of the newest are kept
 * @param keepEvery checkpoints of steps that are multiples of this are kept as well, for ever
 * @param wire what gradients are on their way between workers: {@code bf16} is half the bytes
 * @param memory {@code selective} computes attention's weights and GELU once more for the gradient,
 *     {@code recompute} all of each transformer block: the same numbers in less memory and more
 *     time; {@code keep} if left out
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
    @Default("float32") Wire wire,
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

  /** How many batches of an update each worker has. */
  public int batches(Workers workers) {
    return accumulate / workers.count();
  }

  /**
   * Checks that each worker can have as many batches of an update.
   *
   * @throws UserError of kind RECIPE, saying which other batches make the same update
   */
  void requireShares(Workers workers) {
    int count = workers.count();
    if (accumulate % count == 0) {
      return;
    }
    long samples = (long) batch * accumulate;
    String remedy =
        LongStream.iterate(count, batches -> batches <= samples, batches -> batches + count)
            .filter(batches -> batches > accumulate && samples % batches == 0)
            .mapToObj(
                batches ->
                    "The same samples an update in smaller batches: --set training.accumulate="
                        + batches
                        + " --set training.batch="
                        + samples / batches)
            .findFirst()
            .orElse(
                "Its "
                    + samples
                    + " samples don't fall into such batches of one size: take another number of"
                    + " workers, or another training.batch");
    throw new UserError(
        UserError.Kind.RECIPE,
        "training.accumulate is "
            + accumulate
            + " and there are "
            + count
            + " workers, which share the batches of an update evenly: it is a multiple of "
            + count
            + ". "
            + remedy
            + ".");
  }

  /** Which checkpoints stay. */
  Keep keep() {
    return new Keep(keepCheckpoints, keepEvery);
  }
}
