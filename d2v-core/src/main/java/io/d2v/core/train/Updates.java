package io.d2v.core.train;

import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.Effort;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.KeptUpdate.KeptSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Makes the updates of a course. Each batch is computed when it comes, while threads prepare the
 * next ones.
 */
final class Updates {
  private final Method method;
  private final Course course;
  private final Feeder feeder;
  private final Workers workers;
  private final BooleanSupplier stop;
  private boolean agreed;

  /** Those that follow in a feeder, made by one worker alone, without a stop. */
  Updates(Method method, Course course, Feeder feeder) {
    this(method, course, feeder, Workers.ALONE, () -> false);
  }

  /**
   * Those that follow in a feeder.
   *
   * @param workers who make them together
   * @param stop asked on the way
   */
  Updates(Method method, Course course, Feeder feeder, Workers workers, BooleanSupplier stop) {
    this.method = method;
    this.course = course;
    this.feeder = feeder;
    this.workers = workers;
    this.stop = stop;
  }

  /**
   * Whether to stop. One worker alone stops where it is asked to; several after the update with
   * which they all hear of it.
   */
  boolean stopped() {
    return workers.areSeveral() ? agreed : stop.getAsBoolean();
  }

  /**
   * An update that was made.
   *
   * @param number of the run, from 1
   * @param measured over the batches of all workers, as are samples and operations
   * @param batches of this worker
   * @param took for it alone
   * @param waited of that, for data
   * @param compiled of that, until programs were compiled
   */
  record Made(
      long number,
      TrainingStep.Rates rates,
      TrainingStep.Measured measured,
      List<KeptBatch> batches,
      long samples,
      double flops,
      Duration took,
      Duration waited,
      Duration compiled) {
    Progress.Update told(long steps) {
      return new Progress.Update(
          number,
          steps,
          epoch(),
          rates,
          measured,
          Math.toIntExact(samples),
          took,
          waited,
          compiled);
    }

    Effort effort() {
      return new Effort(samples, flops, seconds(took), seconds(waited), seconds(compiled));
    }

    /**
     * Its line of the log.
     *
     * @param counted what its count is of
     */
    Map<String, Number> line(String counted) {
      Map<String, Number> values = new LinkedHashMap<>();
      values.put("epoch", epoch());
      values.putAll(measured.numbers());
      if (!measured.applied()) {
        values.put("applied", 0);
      }
      values.put(counted, measured.count());
      values.put("learning_rate", rates.learningRate());
      values.put("ema_decay", rates.decay());
      return values;
    }

    KeptUpdate kept(String reason, Recipe recipe, List<KeptBatch> ofAll) {
      return new KeptUpdate(
          number,
          reason,
          measured.numbers(),
          recipe.seed(),
          rates.learningRate(),
          rates.decay(),
          ofAll,
          recipe.toYaml());
    }

    private long epoch() {
      return batches.get(0).epoch();
    }

    private static double seconds(Duration duration) {
      return duration.toNanos() / 1e9;
    }
  }

  /**
   * Makes the next one.
   *
   * @param number counted from 1
   * @return nothing if it stopped while a batch was waited for
   */
  Optional<Made> make(long number, Watchdog watchdog) throws InterruptedException {
    long begin = System.nanoTime();
    TrainingStep.Rates rates = rates(number);
    TrainingStep step = course.step(number);
    Duration compiling = step.compiling();
    TrainingStep.Update update = step.update(rates, stop);
    List<KeptBatch> batches = new ArrayList<>();
    Duration waited = Duration.ZERO;
    for (int i = 0; i < method.training().batches(workers); i++) {
      watchdog.at(Watchdog.Stage.DATA, number);
      Optional<Batch> next = feeder.next(this::stopped);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      watchdog.at(Watchdog.Stage.STEP, number);
      Batch batch = next.get();
      waited = waited.plus(batch.waited());
      batches.add(kept(batch));
      update.add(course.feeds(batch), key(batch));
    }
    agreed = update.stopped();
    return Optional.of(
        new Made(
            number,
            rates,
            update.measured(),
            batches,
            update.samples(),
            update.flops(),
            Duration.ofNanos(System.nanoTime() - begin),
            waited,
            step.compiling().minus(compiling)));
  }

  TrainingStep.Rates rates(long number) {
    return course.rates(number, method.schedule().at(number - 1));
  }

  /** What making a batch again needs. */
  KeptBatch kept(Batch batch) {
    List<KeptSample> samples =
        IntStream.range(0, batch.count())
            .mapToObj(i -> new KeptSample(batch.samples()[i], batch.ids().get(i)))
            .toList();
    return new KeptBatch(
        batch.number(), batch.epoch(), batch.size(), dropout(method, batch), samples);
  }

  /** Of a batch's dropout: INT32 [2]. */
  Array key(Batch batch) {
    return key(method, batch);
  }

  static Array key(Method method, Batch batch) {
    long bits = dropout(method, batch);
    return Array.of(Shape.of(2), (int) bits, (int) (bits >>> Integer.SIZE));
  }

  private static long dropout(Method method, Batch batch) {
    return Key.bits(method.recipe().seed(), 0, batch.number(), Purpose.DROPOUT);
  }
}
