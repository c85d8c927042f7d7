package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Quarantine;
import io.d2v.core.optim.Schedule;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Trains as a recipe says, into a run folder; goes on where the folder's newest checkpoint stands.
 * An uninterrupted run and one that was stopped and continued end with the same bits.
 */
public final class TrainingLoop {
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
      return train(course, done, stop);
    }
  }

  private long train(Course course, long done, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Schedule schedule = method.schedule();
    Quarantine quarantine = new Quarantine(data.size(), settings().damaged());
    long made = done;
    try (MetricsLog log = MetricsLog.open(folder.metrics(), done);
        Feeder feeder = course.feeder(quarantine, done * settings().accumulate())) {
      long saved = done;
      Effort effort = done == 0 ? Effort.NONE : folder.effort();
      int reported = 0;
      long last = System.nanoTime();
      while (made < settings().steps() && !stop.getAsBoolean()) {
        made++;
        TrainingStep step = course.step(made);
        Duration compiling = step.compiling();
        Made one = make(course, feeder, step, made, schedule.at(made - 1));
        course.check(made, one.measured());
        Progress.Update update =
            one.update(
                made,
                settings().steps(),
                Duration.ofNanos(System.nanoTime() - last),
                step.compiling().minus(compiling));
        effort = effort.plus(effort(update, one.flops()));
        Map<String, Number> values = metrics(update, course.counted());
        values.putAll(course.updated(made));
        log.write(made, values);
        for (; reported < quarantine.damaged().size(); reported++) {
          progress.quarantined(quarantine.damaged().get(reported).reason());
        }
        progress.updated(update);
        if (made % settings().checkpointEvery() == 0) {
          save(course, log, effort, made);
          saved = made;
        }
        last = System.nanoTime();
      }
      if (saved < made) {
        save(course, log, effort, made);
      }
      progress.finished(effort);
    }
    return made;
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

  /** An update that was made. */
  private record Made(
      TrainingStep.Rates rates,
      TrainingStep.Measured measured,
      long epoch,
      int samples,
      double flops,
      Duration waited) {
    Progress.Update update(long step, long steps, Duration took, Duration compiled) {
      return new Progress.Update(
          step, steps, epoch, rates, measured, samples, took, waited, compiled);
    }
  }

  /** Each batch is computed when it comes, while threads prepare the next ones. */
  private Made make(
      Course course, Feeder feeder, TrainingStep step, long update, double learningRate)
      throws InterruptedException {
    TrainingStep.Rates rates = course.rates(update, learningRate);
    TrainingStep.Update made = step.update(rates);
    long epoch = 0;
    int samples = 0;
    Duration waited = Duration.ZERO;
    for (int i = 0; i < settings().accumulate(); i++) {
      Batch batch = feeder.next();
      epoch = i == 0 ? batch.epoch() : epoch;
      samples += batch.count();
      waited = waited.plus(batch.waited());
      made.add(course.feeds(batch), key(batch));
    }
    return new Made(rates, made.measured(), epoch, samples, made.flops(), waited);
  }

  private Array key(Batch batch) {
    long bits = Key.bits(method.recipe().seed(), 0, batch.number(), Purpose.DROPOUT);
    return Array.of(Shape.of(2), (int) bits, (int) (bits >>> Integer.SIZE));
  }

  private static Map<String, Number> metrics(Progress.Update update, String counted) {
    Map<String, Number> values = new LinkedHashMap<>();
    values.put("epoch", update.epoch());
    values.put("loss", update.measured().loss());
    values.putAll(update.measured().gauges());
    values.put("gradient_norm", update.measured().gradientNorm());
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

  private void save(Course course, MetricsLog log, Effort effort, long step) throws IOException {
    log.sync();
    folder.writeEffort(effort);
    Checkpoint checkpoint = checkpoint(course, method, step);
    progress.saved(step, folder.checkpoints().save(checkpoint, settings().keepCheckpoints()));
  }

  /** All that going on after so many updates needs. */
  public static Checkpoint checkpoint(Course course, Method method, long step) {
    Weights weights = course.weights();
    return new Checkpoint(
        new RunState(step, method.recipe().seed(), course.state()),
        weights.student(),
        weights.teacher(),
        weights.optimizer());
  }

  private TrainingSettings settings() {
    return method.training();
  }
}
