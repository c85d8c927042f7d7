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
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.Effort;
import io.d2v.core.run.Provenance;
import io.d2v.core.run.RunFolder;
import io.d2v.core.run.RunLock;
import io.d2v.core.run.RunState;
import io.d2v.core.run.RunWriter;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
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
        long done = begin(course, provenance, backend);
        progress.started(done, settings().steps(), backend, method.objective());
        return train(course, done, stop);
      }
    }
  }

  /** Begins, or takes up an earlier run; updates made so far. */
  private long begin(Course course, ProvenanceOf provenance, Backend backend) throws IOException {
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
    return before.map(found -> found.checkpoint().state().step()).orElse(0L);
  }

  private long train(Course course, long done, BooleanSupplier stop)
      throws IOException, InterruptedException {
    Schedule schedule = method.schedule();
    Quarantine quarantine = new Quarantine(data.size(), settings().damaged());
    long made = done;
    try (RunWriter writer = RunWriter.open(folder, done, settings().keep());
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
        writer.measured(made, values);
        for (; reported < quarantine.damaged().size(); reported++) {
          progress.quarantined(quarantine.damaged().get(reported).reason());
        }
        progress.updated(update);
        if (made % settings().checkpointEvery() == 0) {
          progress.saved(made, writer.save(checkpoint(course, method, made), effort));
          saved = made;
        }
        last = System.nanoTime();
      }
      if (saved < made) {
        progress.saved(made, writer.save(checkpoint(course, method, made), effort));
      }
      progress.finished(effort);
    }
    return made;
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

  /** All that going on after so many updates needs. */
  public static Checkpoint checkpoint(Course course, Method method, long step) {
    Weights weights = course.weights();
    return new Checkpoint(
        new RunState(step, method.recipe().seed(), course.state()),
        method.recipe().toYaml(),
        weights.student(),
        weights.teacher(),
        weights.optimizer());
  }

  private TrainingSettings settings() {
    return method.training();
  }
}
