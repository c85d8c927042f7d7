package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.train.MemoryEstimate;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pretrainer;
import io.d2v.core.train.TrainingStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * The first steps of a run, of one batch each, to know beforehand what it takes. Nothing is
 * written.
 *
 * @param device that they ran on
 * @param student numbers that are trained
 * @param all numbers of student and teacher
 * @param estimated memory on the device, from the graph
 * @param before bytes of the process in the machine's memory when the device was open
 * @param most the same at most, up to the last step
 * @param samplesPerSecond of the last step
 */
public record Rehearsal(
    String device,
    long student,
    long all,
    MemoryEstimate estimated,
    long before,
    long most,
    double samplesPerSecond) {
  private static final int STEPS = 2;
  private static final String PRECISION = "backend.precision";

  /** Makes them. */
  public static Rehearsal of(Method method, Dataset data) throws IOException, InterruptedException {
    Quarantine quarantine = new Quarantine(data.size(), method.training().damaged());
    try (Backend backend = method.openBackend();
        Pretrainer course = new Pretrainer(method, data, backend)) {
      method.recipe().requireAllRead();
      long before = ResidentMemory.read().now();
      course.begin();
      long student = numbers(course.weights().student());
      long all = student + numbers(course.weights().teacher());
      double rate = 0;
      try (Feeder feeder = course.feeder(quarantine, 0)) {
        for (int made = 1; made <= STEPS; made++) {
          Batch batch = feeder.next();
          Map<String, Array> feeds = course.feeds(batch);
          TrainingStep.Rates rates = course.rates(made, method.schedule().at(made - 1));
          long start = System.nanoTime();
          Array key = Array.of(Shape.of(2), made, 0);
          course.check(made, course.step(made).run(List.of(feeds), List.of(key), rates));
          rate = batch.count() / ((System.nanoTime() - start) / 1e9);
        }
      }
      boolean bf16 = "bf16".equals(method.recipe().settings().get(PRECISION));
      return new Rehearsal(
          backend.device().description(),
          student,
          all,
          MemoryEstimate.of(method, bf16),
          before,
          ResidentMemory.read().most(),
          rate);
    }
  }

  private static long numbers(Map<String, Array> parameters) {
    return parameters.values().stream().mapToLong(array -> array.shape().elements()).sum();
  }
}
