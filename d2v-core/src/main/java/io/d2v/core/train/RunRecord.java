package io.d2v.core.train;

import io.d2v.core.data.Quarantine;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Effort;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.RunState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Where a run comes from and what becomes of it: the first worker has its folder, the others what
 * that one sends them, and they write nothing.
 */
sealed interface RunRecord extends AutoCloseable permits FolderRecord, SentRecord {
  /** Where the run stood when it was begun or taken up. */
  RunState state();

  /** Samples that stay out. */
  Quarantine quarantine();

  /** What the run has cost until then. */
  Effort effort();

  /**
   * Writes an update's line, with what the course has to say of it.
   *
   * @return the line without that, if asked to stop before it was said
   */
  Optional<String> judge(
      Course course, long update, Map<String, Number> values, BooleanSupplier stop)
      throws IOException, InterruptedException;

  /**
   * Keeps an update that went wrong.
   *
   * @param batches of all workers
   * @return where, to be said with the alarm
   */
  String keep(Alarm alarm, Updates.Made made, List<KeptBatch> batches) throws IOException;

  /** Takes in a damaged sample that another worker found. */
  void takeIn(Quarantine.Damaged found);

  /** Writes a checkpoint. */
  void save(Checkpoint checkpoint, Effort effort);

  @Override
  void close();
}
