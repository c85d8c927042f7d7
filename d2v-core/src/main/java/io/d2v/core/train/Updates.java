package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.KeptUpdate;
import io.d2v.core.run.KeptUpdate.KeptBatch;
import io.d2v.core.run.KeptUpdate.KeptSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

  /** Those that follow in a feeder. */
  Updates(Method method, Course course, Feeder feeder) {
    this.method = method;
    this.course = course;
    this.feeder = feeder;
  }

  /** An update that was made, the {@code number}th of the run from 1. */
  record Made(
      long number,
      TrainingStep.Rates rates,
      TrainingStep.Measured measured,
      List<KeptBatch> batches,
      double flops,
      Duration waited) {
    Progress.Update told(long steps, Duration took, Duration compiled) {
      int samples = batches.stream().mapToInt(batch -> batch.samples().size()).sum();
      return new Progress.Update(
          number, steps, batches.get(0).epoch(), rates, measured, samples, took, waited, compiled);
    }

    KeptUpdate kept(String reason, Recipe recipe) {
      return new KeptUpdate(
          number,
          reason,
          measured.numbers(),
          recipe.seed(),
          rates.learningRate(),
          rates.decay(),
          batches,
          recipe.toYaml());
    }
  }

  /**
   * Makes the next one.
   *
   * @param number counted from 1
   * @param stop asked while a batch is waited for
   * @return nothing if asked to stop
   */
  Optional<Made> make(long number, Watchdog watchdog, BooleanSupplier stop)
      throws InterruptedException {
    TrainingStep.Rates rates = rates(number);
    TrainingStep.Update update = course.step(number).update(rates);
    List<KeptBatch> batches = new ArrayList<>();
    Duration waited = Duration.ZERO;
    for (int i = 0; i < method.training().accumulate(); i++) {
      watchdog.at(Watchdog.Stage.DATA, number);
      Optional<Batch> next = feeder.next(stop);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      watchdog.at(Watchdog.Stage.STEP, number);
      Batch batch = next.get();
      waited = waited.plus(batch.waited());
      batches.add(kept(batch));
      update.add(course.feeds(batch), key(batch));
    }
    return Optional.of(new Made(number, rates, update.measured(), batches, update.flops(), waited));
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
    return new KeptBatch(batch.number(), batch.epoch(), batch.size(), dropout(batch), samples);
  }

  /** Of a batch's dropout: INT32 [2]. */
  Array key(Batch batch) {
    long bits = dropout(batch);
    return Array.of(Shape.of(2), (int) bits, (int) (bits >>> Integer.SIZE));
  }

  private long dropout(Batch batch) {
    return Key.bits(method.recipe().seed(), 0, batch.number(), Purpose.DROPOUT);
  }
}
