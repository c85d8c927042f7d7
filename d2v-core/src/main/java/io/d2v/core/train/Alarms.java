package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import java.io.IOException;
import java.util.List;

/** Does what the guard's alarms ask for: says them, keeps the update, ends the run. */
record Alarms(RunRecord record, Peers peers, Progress progress) {
  /**
   * Heeds those of an update.
   *
   * @throws UserError if one ends the run
   */
  void heed(List<Alarm> alarms, Updates.Made made) throws IOException {
    boolean keeps = alarms.stream().anyMatch(Alarm::keeps);
    List<KeptBatch> batches = keeps ? peers.batches(made.batches()) : List.of();
    for (Alarm alarm : alarms) {
      if (alarm.stop().isPresent()) {
        throw new UserError(alarm.stop().get(), alarm.message());
      }
      progress.warned(alarm.message() + (alarm.keeps() ? record.keep(alarm, made, batches) : ""));
    }
  }
}
