package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import io.d2v.core.run.RunState;
import io.d2v.core.run.RunWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains as a recipe says, into a run folder; goes on where the folder's newest checkpoint stands.
 * An uninterrupted run and one that was stopped and continued end with the same bits.
 */
public final class TrainingLoop {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingLoop.class);

  /** In a checkpoint's state: the line of the log that lacks what the course says of its update. */
  private static final String UNJUDGED = "unjudged";

  private static final long NOT_SAVED = -1;

  private final Method method;
  private final Dataset data;
  private final RunFolder folder;
  private final EarlierRun allowed;
  private final Progress progress;

  /**
   * A run that has not started yet.
   *
   * @param data what it learns from; the caller closes it
   */
  public TrainingLoop(Method method, Dataset data, RunPlace place, Progress progress) {
    this.method = method;
    this.data = data;
    this.folder = place.folder();
    this.allowed = place.allowed();
    this.progress = progress;
  }

  /** Makes the record of a new run. */
  @FunctionalInterface
  public interface ProvenanceOf {
    /** The record, with the device that the backend describes. */
    Provenance of(String device) throws IOException;
  }

  /**
   * Runs until the recipe's last step, or until asked to stop; then a checkpoint is written.
   *
   * @param taught makes what is taught, on an opened device
   * @param provenance makes the record of a new run from the device's description
   * @param stop asked before each update
   * @return updates made in all
   * @throws UserError if the folder is in use, or holds a run of another recipe, or the run goes
   *     wrong or can't be written
   * @throws InterruptedException if the thread is interrupted; nothing is written then
   */
  public long run(Function<Backend, Course> taught, ProvenanceOf provenance, BooleanSupplier stop)
      throws IOException, InterruptedException {
    try (RunLock lock = RunLock.take(RunFolder.create(folder.path()))) {
      if (allowed == EarlierRun.NONE) {
        lock.folder().requireNew();
      }
      try (Backend backend = method.openBackend();
          Course course = taught.apply(backend)) {
        method.recipe().requireAllRead();
        RunState before = begin(course, provenance, backend);
        progress.started(before.step(), settings().steps(), backend, method.objective());
        return train(course, before, stop);
      }
    }
  }

  /** Begins, or takes up an earlier run; where it stands. */
  private RunState begin(Course course, ProvenanceOf provenance, Backend backend)
      throws IOException {
    Optional<Checkpoints.Found> before = new Continuation(folder, method.recipe(), allowed).find();
    if (!folder.exists() || before.filter(Continuation::notBegun).isPresent()) {
      folder.writeProvenance(provenance.of(backend.device().description()));
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

  private long train(Course course, RunState before, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Quarantine quarantine =
        Quarantine.listed(folder.quarantine(), data.size(), settings().damaged());
    Guard guard = new Guard(method.guards());
    guard.resume(before.more());
    Alarms alarms = new Alarms(folder, method.recipe(), progress);
    Optional<String> unjudged = Optional.ofNullable(before.more().get(UNJUDGED));
    long done = before.step();
    long made = done;
    try (RunWriter writer = RunWriter.open(folder, done, settings().keep());
        Feeder feeder = course.feeder(quarantine, done * settings().accumulate());
        Watchdog watchdog = new Watchdog(method.guards().stalled(), feeder::loading, LOG::warn)) {
      long saved = done;
      Effort effort = done == 0 ? Effort.NONE : folder.effort();
      if (unjudged.isPresent()) {
        watchdog.at(Watchdog.Stage.JUDGING, made);
        Map<String, Number> values = MetricsLog.values(unjudged.get());
        unjudged = judge(course, writer, made, values, stop);
        saved = unjudged.isPresent() ? saved : NOT_SAVED;
      }
      Updates updates = new Updates(method, course, feeder);
      long last = System.nanoTime();
      while (unjudged.isEmpty() && made < settings().steps() && !stop.getAsBoolean()) {
        TrainingStep step = course.step(made + 1);
        Duration compiling = step.compiling();
        Optional<Updates.Made> next = updates.make(made + 1, watchdog, stop);
        if (next.isEmpty()) {
          break; // asked to stop while it waited for data
        }
        Updates.Made one = next.get();
        made++;
        Progress.Update update =
            one.told(
                settings().steps(),
                Duration.ofNanos(System.nanoTime() - last),
                step.compiling().minus(compiling));
        effort = effort.plus(effort(update, one.flops()));
        watchdog.at(Watchdog.Stage.JUDGING, made);
        List<Alarm> found = guard.look(made, one.measured());
        unjudged = judge(course, writer, made, metrics(update, course.counted()), stop);
        watchdog.at(Watchdog.Stage.TELLING, made);
        tell(quarantine);
        alarms.heed(found, one);
        progress.updated(update);
        if (made % settings().checkpointEvery() == 0 && unjudged.isEmpty()) {
          watchdog.at(Watchdog.Stage.SAVING, made);
          progress.saved(
              made, writer.save(checkpoint(course, method, made, guard.state()), effort));
          saved = made;
        }
        last = System.nanoTime();
      }
      if (saved < made) {
        watchdog.at(Watchdog.Stage.SAVING, made);
        Map<String, String> more = new HashMap<>(guard.state());
        unjudged.ifPresent(values -> more.put(UNJUDGED, values));
        progress.saved(made, writer.save(checkpoint(course, method, made, more), effort));
      }
      progress.finished(effort);
    }
    return made;
  }

  /**
   * Writes an update's line, with what the course has to say of it.
   *
   * @return the line without that, if asked to stop before it was said
   */
  private static Optional<String> judge(
      Course course,
      RunWriter writer,
      long update,
      Map<String, Number> values,
      BooleanSupplier stop)
      throws IOException, InterruptedException {
    Optional<Map<String, Double>> judged = course.updated(update, stop);
    if (judged.isEmpty()) {
      return Optional.of(MetricsLog.text(values));
    }
    values.putAll(judged.get());
    writer.measured(update, values);
    return Optional.empty();
  }

  private void tell(Quarantine quarantine) {
    for (Optional<Quarantine.Damaged> one = quarantine.news();
        one.isPresent();
        one = quarantine.news()) {
      progress.quarantined(one.get().reason());
    }
  }

  private static Map<String, Number> metrics(Progress.Update update, String counted) {
    Map<String, Number> values = new LinkedHashMap<>();
    values.put("epoch", update.epoch());
    values.putAll(update.measured().numbers());
    if (!update.measured().applied()) {
      values.put("applied", 0);
    }
    values.put(counted, update.measured().count());
    values.put("learning_rate", update.rates().learningRate());
    values.put("ema_decay", update.rates().decay());
    return values;
  }

  private static Effort effort(Progress.Update update, double flops) {
    return new Effort(
        update.samples(),
        flops,
        seconds(update.took()),
        seconds(update.waited()),
        seconds(update.compiled()));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /**
   * All that going on after so many updates needs.
   *
   * @param more than the course's own state, by name
   */
  public static Checkpoint checkpoint(
      Course course, Method method, long step, Map<String, String> more) {
    Weights weights = course.weights();
    Map<String, String> state = new HashMap<>(more);
    state.putAll(course.state());
    return new Checkpoint(
        new RunState(step, method.recipe().seed(), state),
        method.recipe().toYaml(),
        weights.student(),
        weights.teacher(),
        weights.optimizer());
  }

  private TrainingSettings settings() {
    return method.training();
  }
}
