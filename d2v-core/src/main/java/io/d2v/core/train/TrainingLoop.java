package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Effort;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunState;
import java.io.IOException;
import java.nio.file.Path;
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
  private final Progress progress;

  /**
   * A run that has not started yet.
   *
   * @param data what it learns from; the caller closes it
   */
  public TrainingLoop(Method method, Dataset data, RunFolder folder, Progress progress) {
    this.method = method;
    this.data = data;
    this.folder = folder;
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
   * @throws UserError if the folder holds a run of another recipe, or the run goes wrong
   * @throws InterruptedException if the thread is interrupted; nothing is written then
   */
  public long run(Function<Backend, Course> taught, ProvenanceOf provenance, BooleanSupplier stop)
      throws IOException, InterruptedException {
    try (Backend backend = method.openBackend();
        Course course = taught.apply(backend)) {
      method.recipe().requireAllRead();
      Optional<Checkpoint> before = previous();
      if (!folder.exists() || before.filter(TrainingLoop::notBegun).isPresent()) {
        folder.writeProvenance(provenance.of(backend.device().description()));
        folder.writeRecipe(method.recipe().toYaml());
      }
      if (before.isPresent()) {
        Checkpoint last = before.get();
        course.weights().restore(last.student(), last.teacher(), last.optimizer());
        course.resume(last.state().more());
      } else {
        course.begin();
      }
      long done = before.map(checkpoint -> checkpoint.state().step()).orElse(0L);
      progress.started(done, settings().steps(), backend, method.objective());
      Map<String, String> state =
          before.map(checkpoint -> checkpoint.state().more()).orElse(Map.of());
      return train(course, done, state, stop);
    }
  }

  private long train(Course course, long done, Map<String, String> state, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Quarantine quarantine =
        Quarantine.listed(folder.quarantine(), data.size(), settings().damaged());
    Guard guard = new Guard(method.guards());
    guard.resume(state);
    Optional<String> unjudged = Optional.ofNullable(state.get(UNJUDGED));
    long made = done;
    try (MetricsLog log = MetricsLog.open(folder.metrics(), done);
        Feeder feeder = course.feeder(quarantine, done * settings().accumulate());
        Watchdog watchdog = new Watchdog(method.guards().stalled(), feeder::loading, LOG::warn)) {
      long saved = done;
      Effort effort = done == 0 ? Effort.NONE : folder.effort();
      if (unjudged.isPresent()) {
        watchdog.at(Watchdog.Stage.JUDGING, made);
        Map<String, Number> values = MetricsLog.values(unjudged.get());
        unjudged = judge(course, log, made, values, stop);
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
        List<Alarm> alarms = guard.look(made, one.measured());
        unjudged = judge(course, log, made, metrics(update, course.counted()), stop);
        watchdog.at(Watchdog.Stage.TELLING, made);
        tell(quarantine);
        for (Alarm alarm : alarms) {
          heed(alarm, one);
        }
        progress.updated(update);
        if (made % settings().checkpointEvery() == 0 && unjudged.isEmpty()) {
          watchdog.at(Watchdog.Stage.SAVING, made);
          save(course, log, effort, made, guard.state());
          saved = made;
        }
        last = System.nanoTime();
      }
      if (saved < made) {
        watchdog.at(Watchdog.Stage.SAVING, made);
        Map<String, String> more = new HashMap<>(guard.state());
        unjudged.ifPresent(values -> more.put(UNJUDGED, values));
        save(course, log, effort, made, more);
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
      Course course, MetricsLog log, long update, Map<String, Number> values, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Optional<Map<String, Double>> judged = course.updated(update, stop);
    if (judged.isEmpty()) {
      return Optional.of(MetricsLog.text(values));
    }
    values.putAll(judged.get());
    log.write(update, values);
    return Optional.empty();
  }

  private void tell(Quarantine quarantine) {
    for (Optional<Quarantine.Damaged> one = quarantine.news();
        one.isPresent();
        one = quarantine.news()) {
      progress.quarantined(one.get().reason());
    }
  }

  private void heed(Alarm alarm, Updates.Made made) throws IOException {
    if (alarm.stop().isPresent()) {
      throw new UserError(alarm.stop().get(), alarm.message());
    }
    String kept = "";
    if (alarm.keeps()) {
      kept =
          folder
              .kept()
              .keep(made.kept(alarm.reason(), method.recipe()))
              .map(
                  file ->
                      ". Its samples are listed in "
                          + file
                          + "; to make it again: d2v replay "
                          + folder.path()
                          + " "
                          + made.number())
              .orElse(". Its samples are not listed, since so many updates are already");
    }
    progress.warned(alarm.message() + kept);
  }

  private Optional<Checkpoint> previous() throws IOException {
    if (!folder.exists()) {
      return Optional.empty();
    }
    Optional<Path> newest = folder.checkpoints().newest();
    Optional<Checkpoint> before =
        newest.isPresent() ? Optional.of(Checkpoint.load(newest.get())) : Optional.empty();
    if (before.filter(TrainingLoop::notBegun).isPresent()) {
      return before;
    }
    Recipe old = RecipeReader.read(folder.recipe(), List.of());
    GuardSettings.of(old); // runs from before there were guards have their defaults
    List<String> differences = old.differences(method.recipe());
    if (!differences.isEmpty()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          folder.path()
              + ": holds a run of another recipe:\n  "
              + String.join("\n  ", differences)
              + "\nGive the recipe that it was begun with to go on, or another folder to begin"
              + " anew.");
    }
    return before;
  }

  /** Weights from elsewhere, which any recipe may train that they fit. */
  private static boolean notBegun(Checkpoint checkpoint) {
    return checkpoint.state().step() == 0;
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

  private void save(
      Course course, MetricsLog log, Effort effort, long step, Map<String, String> more)
      throws IOException {
    log.sync();
    folder.writeEffort(effort);
    Checkpoint checkpoint = checkpoint(course, method, step, more);
    progress.saved(step, folder.checkpoints().save(checkpoint, settings().keepCheckpoints()));
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
        weights.student(),
        weights.teacher(),
        weights.optimizer());
  }

  private TrainingSettings settings() {
    return method.training();
  }
}
