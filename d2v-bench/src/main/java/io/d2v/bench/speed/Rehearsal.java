package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Batch;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.train.MemoryEstimate;
import io.d2v.core.train.Method;
import io.d2v.core.train.Pretrainer;
import io.d2v.core.train.TrainingStep;
import java.io.IOException;

/**
 * The first updates of a run, to know beforehand what it takes. Nothing is written.
 *
 * @param device that they ran on
 * @param estimated memory on the device, from what its backend says of its programs
 * @param without bytes of the process in the machine's memory when its programs were compiled and
 *     none had run, without the parameters: libraries, Java's heap, compiled code, and what the
 *     largest of XLA's functions took when they were tried
 * @param most bytes of the process in the machine's memory at most, up to the last step
 * @param samplesPerSecond of the last update
 */
public record Rehearsal(
    String device, MemoryEstimate estimated, long without, long most, double samplesPerSecond) {
  private static final int STEPS = 2;
  private static final String PRECISION = "backend.precision";

  /** Makes them. */
  public static Rehearsal of(Method method, Dataset data) throws IOException, InterruptedException {
    Quarantine quarantine = new Quarantine(data.size(), method.training().damaged());
    try (Backend backend = method.openBackend();
        Pretrainer course = new Pretrainer(method, data, backend)) {
      method.sink(); // its section is read, and nothing is told
      method.recipe().requireAllRead();
      boolean bf16 = "bf16".equals(method.recipe().settings().get(PRECISION));
      MemoryEstimate estimate = MemoryEstimate.of(method, backend, bf16);
      boolean beside = backend.device().kind() == Device.Kind.CPU;
      course.begin();
      long without = 0;
      double rate = 0;
      try (Feeder feeder = course.feeder(quarantine, Stride.from(0))) {
        for (int made = 1; made <= STEPS; made++) {
          Batch batch = feeder.next();
          TrainingStep step = course.step(made);
          if (made == 1 && step.flops(course.feeds(batch)) > 0) { // compiles, writes parameters
            long parameters = beside ? estimate.parameters() : 0;
            without = Math.max(0, ResidentMemory.read().now() - parameters);
          }
          long start = System.nanoTime();
          Array key = Array.of(Shape.of(2), made, 0);
          TrainingStep.Update update =
              step.update(course.rates(made, method.schedule().at(made - 1)));
          long samples = batch.count();
          update.add(course.feeds(batch), key);
          for (int more = 1; more < method.training().accumulate(); more++) {
            Batch next = feeder.next();
            samples += next.count();
            update.add(course.feeds(next), key);
          }
          requireFinite(made, update.measured());
          rate = samples / ((System.nanoTime() - start) / 1e9);
        }
      }
      long most = Math.max(without, ResidentMemory.read().most()); // counted in different ways
      return new Rehearsal(backend.device().description(), estimate, without, most, rate);
    }
  }

  private static void requireFinite(long step, TrainingStep.Measured measured) {
    if (!measured.applied()) {
      throw new UserError(
          UserError.Kind.TRAINING,
          "step "
              + step
              + " of the rehearsal: the loss is "
              + measured.loss()
              + " and the gradient norm "
              + measured.gradientNorm()
              + "; look at the data and at the learning rate (optimizer.learning_rate)");
    }
  }
}
