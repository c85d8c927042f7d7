package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Hears how a run goes. All methods but {@link #lost} are called on the training thread, between
 * updates.
 */
public interface Progress {
  /**
   * An update was made.
   *
   * @param step counted from 1
   * @param steps in the whole run
   * @param epoch from 0
   * @param rates of this update
   * @param measured what it measured
   * @param samples it was made from
   * @param took for it alone, without what {@code Progress} and checkpoints took
   * @param waited of that, until its batches were there: all of them, the run's first as well
   * @param compiled of that, until programs were compiled that it needed first
   */
  record Update(
      long step,
      long steps,
      long epoch,
      TrainingStep.Rates rates,
      TrainingStep.Measured measured,
      int samples,
      Duration took,
      Duration waited,
      Duration compiled) {}

  /**
   * The run starts, or goes on after {@code done} updates. The backend holds student and teacher,
   * and may run other programs over them.
   */
  default void started(long done, long steps, Backend backend, Objective objective)
      throws IOException, InterruptedException {}

  /** A checkpoint was found that the run goes on from; {@link #started} comes next. */
  default void resumed(Path checkpoint) {}

  /** An update was made. */
  default void updated(Update update) throws IOException, InterruptedException {}

  /** A checkpoint was written. */
  default void saved(long step, Path folder) {}

  /**
   * The run ends here, or stops to go on another time.
   *
   * @param effort of the whole run so far, earlier parts of it included
   */
  default void finished(Effort effort) {}

  /** The run goes on, but somebody should know. */
  default void warned(String message) {}

  /** A sample can't be read; another takes its place. */
  default void quarantined(String reason) {}

  /**
   * Another worker of this run is gone, so it cannot go on. It ends with the same error, unless the
   * training thread never comes back from where it waits for that worker.
   */
  default void lost(UserError worker) {}
}
