package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Effort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Tells somebody all, and counts the updates that are left. */
record CountingDown(Progress told, AtomicLong left) implements Progress {
  @Override
  public void started(long done, long steps, Backend backend, Objective objective)
      throws IOException, InterruptedException {
    told.started(done, steps, backend, objective);
  }

  @Override
  public void resumed(Path checkpoint) {
    told.resumed(checkpoint);
  }

  @Override
  public void updated(Update update) throws IOException, InterruptedException {
    left.decrementAndGet();
    told.updated(update);
  }

  @Override
  public void saved(long step, Path folder) {
    told.saved(step, folder);
  }

  @Override
  public void finished(Effort effort) {
    told.finished(effort);
  }

  @Override
  public void warned(String message) {
    told.warned(message);
  }

  @Override
  public void quarantined(String reason) {
    told.quarantined(reason);
  }
}
