package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Masker;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Cut;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.data.Stride;
import io.d2v.core.train.MaskedFeeds;
import io.d2v.core.train.Method;
import io.d2v.core.train.SizedBatch;
import io.d2v.core.train.StepProfile;
import io.d2v.core.train.TrainingStep;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A training step on a batch that is ready in memory: teacher, student, loss, gradients, clipping,
 * AdamW and the teacher's update.
 */
final class RepeatedStep implements AutoCloseable {
  private static final int WARM_UP = 3;
  private static final List<Array> KEY = List.of(Array.of(Shape.of(2), 1, 2));

  private final Map<String, Array> feeds;
  private final Backend backend;
  private final TrainingStep step;
  private final long before;
  private final double firstSeconds;
  private final double firstSinceStart;
  private int update;
  private double loss;

  /**
   * Compiles it and warms it up.
   *
   * @param workers that make each step together, with a batch each
   * @param samples that the batch, of the recipe's largest size, is made of
   * @param masked how many tokens of each sample are masked
   */
  RepeatedStep(Method method, Workers workers, Dataset samples, int masked)
      throws IOException, InterruptedException {
    feeds = feeds(method, samples, new FixedCount(masked));
    backend = method.openBackend(workers);
    before = ResidentMemory.read().now();
    long start = System.nanoTime();
    SizedBatch size = SizedBatch.of(method.objective(), method.training().batch(), masked);
    step = new TrainingStep(backend, method.adam(), List.of(size), 1, method.training().wire());
    step.weights().initialize(1);
    seconds();
    firstSeconds = (System.nanoTime() - start) / 1e9;
    firstSinceStart = ProcessAge.seconds();
    for (int i = 1; i < WARM_UP; i++) {
      seconds();
    }
  }

  /** How long it takes this time. */
  double seconds() {
    update++;
    long begin = System.nanoTime();
    loss = step.run(List.of(feeds), KEY, new TrainingStep.Rates(update, 5e-4, 0.999)).loss();
    return (System.nanoTime() - begin) / 1e9;
  }

  /** Bytes in memory when the device was open and nothing compiled. */
  long before() {
    return before;
  }

  /** From the open backend until the first one was done. */
  double firstSeconds() {
    return firstSeconds;
  }

  /** From the start of the process until the first one was done. */
  double firstSinceStart() {
    return firstSinceStart;
  }

  /** Seconds that programs took to compile. */
  double compiling() {
    return step.compiling().toNanos() / 1e9;
  }

  /** Where the time of one more goes. */
  StepProfile profile() {
    update++;
    return step.profile(feeds, KEY.get(0), new TrainingStep.Rates(update, 5e-4, 0.999));
  }

  /** Of the last one. */
  double loss() {
    return loss;
  }

  /** All workers have made their last one. */
  void finish() {
    backend.finish();
  }

  /** Operations of its matrix products and convolutions. */
  double flops() {
    return step.flops(feeds);
  }

  /** Numbers that are trained. */
  long trained() {
    return step.trained();
  }

  Backend backend() {
    return backend;
  }

  @Override
  public void close() {
    step.close();
    backend.close();
  }

  private static Map<String, Array> feeds(Method method, Dataset samples, Masker masker)
      throws InterruptedException {
    Encoder encoder = method.objective().encoder();
    Quarantine none = new Quarantine(samples.size(), 0);
    FeederSettings settings =
        new FeederSettings(
            method.training().batch(), 1, 1, Cut.FREELY, method.objective().clones());
    try (Feeder feeder = new Feeder(samples, encoder, masker, none, settings, Stride.from(0))) {
      return MaskedFeeds.of(method.objective(), masker, feeder.next());
    }
  }
}
