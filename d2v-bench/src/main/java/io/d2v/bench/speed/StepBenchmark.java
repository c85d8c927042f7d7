package io.d2v.bench.speed;

import io.d2v.api.Mask;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.core.objective.Data2Vec;
import io.d2v.core.objective.MaskedBatch;
import io.d2v.core.optim.Adam;
import io.d2v.core.train.MaskedFeeds;
import io.d2v.core.train.TrainingStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Times a training step on random data that is ready in memory: teacher, student, loss, gradients,
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
      double compileSeconds,
      double loss) {}

  /**
   * Runs it.
   *
   * @param masked how many tokens of each sample are masked
   */
  public static Result run(
      Backend backend, Data2Vec objective, Adam adam, int batch, int masked, int steps) {
    long start = System.nanoTime();
    MaskedBatch tensors = MaskedBatch.of(objective.encoder(), batch, masked);
    try (TrainingStep step = new TrainingStep(backend, objective, adam, tensors, 1)) {
      step.weights().initialize(1);
      List<Map<String, Array>> feeds = List.of(feeds(objective, batch, masked));
      List<Array> key = List.of(Array.of(Shape.of(2), 1, 2));
      double loss = 0;
      double compile = 0;
      double[] seconds = new double[steps];
      for (int i = -WARM_UP; i < steps; i++) {
        long begin = System.nanoTime();
        loss = step.run(feeds, key, new TrainingStep.Rates(i + WARM_UP + 1, 5e-4, 0.999)).loss();
        if (i == -WARM_UP) {
          compile = (System.nanoTime() - start) / 1e9;
        }
        if (i >= 0) {
          seconds[i] = (System.nanoTime() - begin) / 1e9;
        }
      }
      Arrays.sort(seconds);
      double median = seconds[steps / 2];
      double peak = MatMulPeak.measure(backend);
      double rate = step.flops(feeds.get(0)) / median;
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
          compile,
          loss);
    }
  }

  private static Map<String, Array> feeds(Data2Vec objective, int batch, int masked) {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Array> feeds = new HashMap<>();
    MaskedBatch.inputs(objective.encoder(), "", batch)
        .forEach((name, tensor) -> feeds.put(name, random(tensor.type(), random)));
    int tokens = objective.encoder().grid().tokens();
    List<Mask> masks = new ArrayList<>();
    for (int b = 0; b < batch; b++) {
      BitSet chosen = new BitSet(tokens);
      while (chosen.cardinality() < masked) {
        chosen.set(random.nextInt(tokens));
      }
      masks.add(Mask.of(tokens, chosen));
    }
    feeds.putAll(MaskedFeeds.of(masks, masked));
    return feeds;
  }

  private static Array random(TensorType type, SplittableRandom random) {
    float[] entries = new float[type.shape().elements()];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = (float) random.nextGaussian();
    }
    return Array.of(type.shape(), entries);
  }
}
