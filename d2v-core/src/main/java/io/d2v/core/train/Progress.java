package io.d2v.core.train;

import java.nio.file.Path;
import java.time.Duration;

/** Hears how a run goes. All methods are called on the training thread. */
public interface Progress {
  /**
   * An update was made.
   *
   * @param step counted from 1
   * @param steps in the whole run
   * @param waited for data, of {@code took}
   */
  record Update(
      long step,
      long steps,
      long epoch,
      double learningRate,
      double decay,
      TrainingStep.Measured measured,
      int samples,
      Duration took,
      Duration waited) {}

  /** The run starts, or continues after {@code done} updates. */
  default void started(long done, long steps, String device) {}

  /** An update was made. */
  default void updated(Update update) {}

  /** A checkpoint was written. */
  default void saved(long step, Path folder) {}

  /** A sample can't be read; the run goes on without it. */
  default void quarantined(String sample, String reason) {}
}
