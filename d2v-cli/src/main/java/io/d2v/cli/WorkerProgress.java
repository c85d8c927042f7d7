package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.core.objective.Objective;
import io.d2v.core.run.Effort;
import io.d2v.core.train.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** Says what concerns a worker alone that is not the first: how the run goes is said there. */
final class WorkerProgress implements Progress {
  private final PrintWriter out;
  private final Workers workers;

  private WorkerProgress(PrintWriter out, Workers workers) {
    this.out = out;
    this.workers = workers;
  }

  /** For the first worker, or one alone, all of it. */
  static Progress of(PrintWriter out, Workers workers) {
    return workers.isFirst() ? new ConsoleProgress(out) : new WorkerProgress(out, workers);
  }

  @Override
  public void started(long done, long steps, Backend backend, Objective objective) {
    say(
        "trains with "
            + workers.name(0)
            + ", after step "
            + done
            + " of "
            + steps
            + ", on "
            + backend.device().description());
  }

  @Override
  public void quarantined(String reason) {
    say("left out: " + reason);
  }

  @Override
  public void lost(UserError worker) {
    LostWorker.endAfter(worker);
  }

  @Override
  public void finished(Effort effort) {
    say(
        String.format(
            Locale.ROOT, "done; waited for data: %.1f %% of the time", 100 * effort.waitedShare()));
  }

  private void say(String what) {
    out.println(workers.name(workers.rank()) + ": " + what);
    out.flush();
  }
}
