package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Masker;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.core.data.Feeder;
import io.d2v.core.data.FeederSettings;
import io.d2v.core.data.Quarantine;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.train.MaskedFeeds;
import io.d2v.core.train.Method;
import io.d2v.core.train.StepProfile;
import io.d2v.core.train.TrainingStep;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Times a training step on a batch that is ready in memory: teacher, student, loss, gradients,
 * clipping, AdamW and the teacher's update.
 */
public final class StepBenchmark {
  private static final int WARM_UP = 3;

  private StepBenchmark() {}

  /**
   * What was measured.
   *
   * @param device what it ran on
   * @param minimum seconds of the fastest step
   * @param median seconds of the median step
   * @param samplesPerSecond at the median
   * @param teraflops of a step's matrix products and convolutions, at the median
   * @param peakTeraflops of large square matrix products in the same process
   * @param share of the peak
   * @param firstStep seconds until the first step was done, once the device was open
   * @param compiling of these, for programs
   * @param sinceStart seconds from the start of the process until the first step was done
   * @param loss of the last step: that something was computed
   * @param profile where the time of one more step went, if asked for
   */
  public record Result(
      String device,
      int batch,
      int steps,
      double minimum,
      double median,
      double samplesPerSecond,
      double teraflops,
      double peakTeraflops,
      double share,
      double firstStep,
      double compiling,
      double sinceStart,
      double loss,
      Optional<StepProfile> profile) {}

  /**
   * Runs it, on batches of the recipe's largest size.
   *
   * @param samples that the batch is made of
   * @param masked how many tokens of each sample are masked
   * @param profile whether to measure in the end where a step's time goes
   */
  public static Result run(Method method, Dataset samples, int masked, int steps, boolean profile)
      throws InterruptedException {
    Data2Vec objective = method.objective();
    int batch = method.training().batch();
    Map<String, Array> feeds = feeds(method, samples, new FixedCount(masked));
    try (Backend backend = method.openBackend()) {
      long start = System.nanoTime();
      MaskedBatch tensors = MaskedBatch.of(objective.encoder(), batch, masked);
      try (TrainingStep step = new TrainingStep(backend, objective, method.adam(), tensors, 1)) {
        step.weights().initialize(1);
        List<Array> key = List.of(Array.of(Shape.of(2), 1, 2));
        double loss = 0;
        double first = 0;
        double compiling = 0;
        double sinceStart = 0;
        double[] seconds = new double[steps];
        for (int i = -WARM_UP; i < steps; i++) {
          long begin = System.nanoTime();
          TrainingStep.Rates rates = new TrainingStep.Rates(i + WARM_UP + 1, 5e-4, 0.999);
          loss = step.run(List.of(feeds), key, rates).loss();
          if (i == -WARM_UP) {
            first = (System.nanoTime() - start) / 1e9;
            compiling = step.compiling().toNanos() / 1e9;
            sinceStart = ProcessAge.seconds();
          }
          if (i >= 0) {
            seconds[i] = (System.nanoTime() - begin) / 1e9;
          }
        }
        Arrays.sort(seconds);
        double median = seconds[steps / 2];
        TrainingStep.Rates next = new TrainingStep.Rates(WARM_UP + steps + 1, 5e-4, 0.999);
        Optional<StepProfile> measured =
            profile ? Optional.of(step.profile(feeds, key.get(0), next)) : Optional.empty();
        double peak = MatMulPeak.measure(backend);
        double rate = step.flops(feeds) / median;
        return new Result(
            backend.device().description(),
            batch,
            steps,
            seconds[0],
            median,
            batch / median,
            rate / 1e12,
            peak / 1e12,
            rate / peak,
            first,
            compiling,
            sinceStart,
            loss,
            measured);
      }
    }
  }

  private static Map<String, Array> feeds(Method method, Dataset samples, Masker masker)
      throws InterruptedException {
    Encoder encoder = method.objective().encoder();
    Quarantine none = new Quarantine(samples.size(), 0);
    FeederSettings settings = new FeederSettings(method.training().batch(), 1, 1);
    try (Feeder feeder = new Feeder(samples, encoder, masker, none, settings, 0)) {
      return MaskedFeeds.of(encoder, masker, feeder.next());
    }
  }
}
