package io.d2v.core.train;

import io.d2v.core.data.Quarantine;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Effort;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.RunState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A run whose folder another worker has. */
record SentRecord(RunState state, Quarantine quarantine) implements RunRecord {
  /**
   * Takes what the first worker sends.
   *
   * @param quarantine an empty one
   */
  static SentRecord receive(Course course, Peers peers, Quarantine quarantine) {
    Standing standing = peers.receive(course.weights());
    standing.damaged().forEach(quarantine::takeIn);
    course.resume(standing.state().more());
    return new SentRecord(standing.state(), quarantine);
  }

  @Override
  public Effort effort() {
    return Effort.NONE;
  }

  @Override
  public Optional<String> judge(
      Course course, long update, Map<String, Number> values, BooleanSupplier stop) {
    return Optional.empty();
  }

  @Override
  public String keep(Alarm alarm, Updates.Made made, List<KeptBatch> batches) {
    return "";
  }

  @Override
  public void takeIn(Quarantine.Damaged found) {
    quarantine.takeIn(found);
  }

  @Override
  public void save(Checkpoint checkpoint, Effort effort) {}

  @Override
  public void close() {}
}
