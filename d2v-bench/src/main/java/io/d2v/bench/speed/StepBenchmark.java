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
import io.d2v.core.train.TrainingStep;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

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
   * @param before what lay in memory when the device was open and nothing compiled, in bytes
   * @param most what lay in memory at most, in bytes, up to the last step
   * @param compileSeconds until the first step was done
   * @param loss of the last step: that something was computed
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
      long before,
      long most,
      double compileSeconds,
      double loss) {}

  /**
   * Runs it, on batches of the recipe's largest size.
   *
   * @param samples that the batch is made of
   * @param masked how many tokens of each sample are masked
   */
  public static Result run(Method method, Dataset samples, int masked, int steps)
      throws IOException, InterruptedException {
    Data2Vec objective = method.objective();
    int batch = method.training().batch();
    Map<String, Array> feeds = feeds(method, samples, new FixedCount(masked));
    try (Backend backend = method.openBackend()) {
      long before = ResidentMemory.read().now();
      long start = System.nanoTime();
      MaskedBatch tensors = MaskedBatch.of(objective.encoder(), batch, masked);
      try (TrainingStep step = new TrainingStep(backend, objective, method.adam(), tensors, 1)) {
        step.weights().initialize(1);
        List<Array> key = List.of(Array.of(Shape.of(2), 1, 2));
        double loss = 0;
        double compile = 0;
        double[] seconds = new double[steps];
        for (int i = -WARM_UP; i < steps; i++) {
          long begin = System.nanoTime();
          TrainingStep.Rates rates = new TrainingStep.Rates(i + WARM_UP + 1, 5e-4, 0.999);
          loss = step.run(List.of(feeds), key, rates).loss();
          if (i == -WARM_UP) {
            compile = (System.nanoTime() - start) / 1e9;
          }
          if (i >= 0) {
            seconds[i] = (System.nanoTime() - begin) / 1e9;
          }
        }
        Arrays.sort(seconds);
        double median = seconds[steps / 2];
        long most = ResidentMemory.read().most();
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
            before,
            most,
            compile,
            loss);
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
