package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a run teaches, and how; {@link TrainingLoop} does it update by update. */
public interface Course extends AutoCloseable {
  /** Where the run's numbers are. */
  Weights weights();

  /** Writes the first value of everything. */
  void begin();

  /**
   * Takes up what {@link #state} gave when a checkpoint was written, after its numbers were.
   *
   * @throws io.d2v.api.UserError of kind CHECKPOINT, if something is missing
   */
  default void resume(Map<String, String> state) {}

  /** What else than numbers going on needs, by name. */
  default Map<String, String> state() {
    return Map.of();
  }

  /** What makes an update, counted from 1. */
  TrainingStep step(long update);

  /**
   * Starts to read.
   *
   * @param taken which batches of the run
   */
  Feeder feeder(Quarantine quarantine, Stride taken);

  /** What a batch is fed as. */
  Map<String, Array> feeds(Batch batch);

  /** What an update's count is of, by the name of the log. */
  String counted();

  /** The numbers of an update. */
  TrainingStep.Rates rates(long update, double learningRate);

  /**
   * Called after each update, and before a checkpoint; again after a stop in its midst.
   *
   * @param stop asked on the way
   * @return what else was measured; nothing if asked to stop
   */
  default Optional<Findings> updated(long update, BooleanSupplier stop)
      throws IOException, InterruptedException {
    return Optional.of(Findings.NONE);
  }

  @Override
  void close();
}
