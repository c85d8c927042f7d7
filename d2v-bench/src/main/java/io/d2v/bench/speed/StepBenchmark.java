package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.backend.Workers;
import io.d2v.core.train.Method;
import io.d2v.core.train.StepProfile;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** Times a training step, and large matrix products beside it. */
public final class StepBenchmark {
  private StepBenchmark() {}

  /**
   * What was measured.
   *
   * @param device what it ran on
   * @param trained numbers: as many gradients each worker sends
   * @param minimum seconds of the fastest step
   * @param median seconds of the median step
   * @param samplesPerSecond at the median
   * @param teraflops of a step's matrix products and convolutions, at the median
   * @param peakTeraflops of large square matrix products in the same process
   * @param share of the peak
   * @param before what lay in memory when the device was open and nothing compiled, in bytes
   * @param most what lay in memory at most, in bytes, up to the last step
   * @param firstStep seconds until the first step was done, once the device was open
   * @param compiling of these, for programs
   * @param sinceStart seconds from the start of the process until the first step was done
   * @param loss of the last step: that something was computed
   * @param profile where the time of one more step went, if asked for
   */
  public record Result(
      String device,
      long trained,
      double minimum,
      double median,
      double samplesPerSecond,
      double teraflops,
      double peakTeraflops,
      double share,
      long before,
      long most,
      double firstStep,
      double compiling,
      double sinceStart,
      double loss,
      Optional<StepProfile> profile) {}

  /**
   * Runs it, on batches of the recipe's largest size.
   *
   * @param workers that make each step together, with a batch each; all of them run this
   * @param samples that the batch is made of
   * @param masked how many tokens of each sample are masked
   * @param profile whether to measure in the end where a step's time goes
   */
  public static Result run(
      Method method, Workers workers, Dataset samples, int masked, int steps, boolean profile)
      throws IOException, InterruptedException {
    int batch = method.training().batch();
    try (RepeatedStep step = new RepeatedStep(method, workers, samples, masked)) {
      double[] seconds = DoubleStream.generate(step::seconds).limit(steps).sorted().toArray();
      double median = seconds[steps / 2];
      long most = ResidentMemory.read().most();
      double peak = MatMulPeak.measure(step.backend());
      double rate = step.flops() / median;
      Optional<StepProfile> found = profile ? Optional.of(step.profile()) : Optional.empty();
      step.finish();
      return new Result(
          step.backend().device().description(),
          step.trained(),
          seconds[0],
          median,
          batch / median,
          rate / 1e12,
          peak / 1e12,
          rate / peak,
          step.before(),
          most,
          step.firstSeconds(),
          step.compiling(),
          step.firstSinceStart(),
          step.loss(),
          found);
    }
  }
}
