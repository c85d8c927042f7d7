package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.core.data.Sizes;
import io.d2v.core.train.FeatureStream;
import io.d2v.core.train.FrozenEncoder;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Times embedding: samples of several lengths in, a vector of each out, in their order. */
public final class EmbedBenchmark {
  private EmbedBenchmark() {}

  /**
   * What was measured.
   *
   * @param batches samples at once, of each size of the encoder from the smallest
   * @param samplesPerSecond of the median round
   * @param best of the fastest round
   * @param padding the share of what was computed
   * @param firstRound seconds of the first one, which compiles a program for each size
   * @param memory at the end
   */
  public record Result(
      List<Integer> batches,
      double samplesPerSecond,
      double best,
      double padding,
      double firstRound,
      ResidentMemory memory) {}

  /**
   * Encodes all samples over and over, by random weights.
   *
   * @param batch samples of the largest size at once
   * @param rounds timed ones, after one that is not
   */
  public static Result run(Method method, Dataset samples, int batch, int rounds)
      throws IOException, InterruptedException {
    Sizes sizes = Sizes.of(method.objective().encoder(), batch);
    try (FrozenEncoder encoder = FrozenEncoder.random(method, 1, batch)) {
      double padding = 0;
      double[] seconds = new double[rounds + 1];
      for (int round = 0; round <= rounds; round++) {
        long start = System.nanoTime();
        padding = FeatureStream.of(method, samples, encoder.extractor(), feature -> {}).padding();
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
      double first = seconds[0];
      double[] timed = Arrays.stream(seconds, 1, rounds + 1).sorted().toArray();
      return new Result(
          IntStream.range(0, sizes.count()).map(sizes::batch).boxed().toList(),
          samples.size() / timed[rounds / 2],
          samples.size() / timed[0],
          padding,
          first,
          ResidentMemory.read());
    }
  }
}
