package io.d2v.core.train;

import io.d2v.api.MetricSink;
import io.d2v.core.data.Quarantine;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.Effort;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunState;
import io.d2v.core.run.RunWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A run that is written into its folder.
 *
 * @param quarantine listed there
 */
record FolderRecord(
    RunFolder folder,
    RunState state,
    Quarantine quarantine,
    Effort effort,
    RunWriter writer,
    Method method,
    Progress progress)
    implements RunRecord {
  /** Makes the record of where a run that begins came from. */
  @FunctionalInterface
  interface Origin {
    Provenance get() throws IOException;
  }

  /**
   * Begins in a folder, or takes up the earlier run there.
   *
   * @param place whose folder only this process writes into
   * @param peers are told where it stands
   * @param samples of the data
   */
  static FolderRecord open(
      RunPlace place,
      Method method,
      Course course,
      Peers peers,
      Origin origin,
      long samples,
      Progress progress)
      throws IOException {
    RunFolder folder = place.folder();
    RunState state = begin(place, method, course, origin, progress);
    Quarantine quarantine =
        Quarantine.listed(folder.quarantine(), samples, method.training().damaged());
    peers.send(new Standing(state, quarantine.damaged()), course.weights());
    Effort effort = state.step() == 0 ? Effort.NONE : folder.effort();
    RunWriter writer = RunWriter.open(folder, state.step(), method.training().keep());
    return new FolderRecord(folder, state, quarantine, effort, writer, method, progress);
  }

  /** From now on a metric sink is told as well. */
  void tell(MetricSink sink) {
    writer.tell(
        sink,
        new MetricSink.Run(
            method.recipe().name(),
            folder.path(),
            state.step(),
            method.training().steps(),
            method.recipe().settings()));
  }

  private static RunState begin(
      RunPlace place, Method method, Course course, Origin origin, Progress progress)
      throws IOException {
    RunFolder folder = place.folder();
    Optional<Checkpoints.Found> before =
        new Continuation(folder, method.recipe(), place.allowed()).find();
    if (!folder.exists() || before.filter(Continuation::notBegun).isPresent()) {
      folder.writeProvenance(origin.get());
    }
    if (before.isPresent()) {
      Checkpoint last = before.get().checkpoint();
      course.weights().restore(last.student(), last.teacher(), last.optimizer());
      course.resume(last.state().more());
      progress.resumed(before.get().folder());
    } else {
      course.begin();
    }
    folder.writeRecipe(method.recipe().toYaml());
    return before
        .map(found -> found.checkpoint().state())
        .orElseGet(() -> new RunState(0, method.recipe().seed(), Map.of()));
  }

  @Override
  public Optional<String> judge(
      Course course, long update, Map<String, Number> values, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Optional<Findings> judged = course.updated(update, stop);
    if (judged.isEmpty()) {
      return Optional.of(MetricsLog.text(values));
    }
    values.putAll(judged.get().numbers());
    writer.measured(update, values, judged.get().seen());
    return Optional.empty();
  }

  @Override
  public String keep(Alarm alarm, Updates.Made made, List<KeptBatch> batches) throws IOException {
    Optional<Path> file = folder.kept().keep(made.kept(alarm.reason(), method.recipe(), batches));
    return file.isEmpty()
        ? ". Its samples are not listed, since so many updates are already"
        : ". Its samples are listed in "
            + file.get()
            + "; to make it again: d2v replay "
            + folder.path()
            + " "
            + made.number();
  }

  @Override
  public void takeIn(Quarantine.Damaged found) {
    if (quarantine.takeIn(found)) {
      progress.quarantined(found.reason());
    }
  }

  @Override
  public void save(Checkpoint checkpoint, Effort effort) {
    progress.saved(checkpoint.state().step(), writer.save(checkpoint, effort));
  }

  @Override
  public void close() {
    writer.close();
  }
}
