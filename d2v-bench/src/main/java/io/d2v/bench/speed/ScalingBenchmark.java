package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.backend.Workers;
import io.d2v.core.train.Method;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a training step takes as much longer as it computes more. Steps of all sizes alternate in
 * one process, so that what else the machine does hits all alike.
 */
public final class ScalingBenchmark {
  private ScalingBenchmark() {}

  /**
   * A step to be timed.
   *
   * @param name what there is more of
   * @param samples that the batch is made of
   * @param masked how many tokens of each sample are masked
   */
  public record Point(String name, Method method, Dataset samples, int masked) {}

  /**
   * What was measured.
   *
   * @param name of the point
   * @param seconds of the median step
   * @param flops of a step's matrix products and convolutions
   * @param timeRatio how much longer than the first point's it took, the median of the rounds
   * @param flopRatio how much more it computes than the first point
   */
  public record Cost(
      String name, double seconds, double flops, double timeRatio, double flopRatio) {
    private static final double TOLERANCE = 0.1;

    /** Of the time by the operations: 1 where both grow alike. */
    public double perFlop() {
      return timeRatio / flopRatio;
    }

    /** Whether time grew as operations did, to a tenth. */
    public boolean asCounted() {
      return Math.abs(perFlop() - 1) <= TOLERANCE;
    }
  }

  /**
   * Runs them.
   *
   * @param points the first is what the others are compared with
   * @param rounds in each of which every point makes a step
   */
  public static List<Cost> run(List<Point> points, int rounds)
      throws IOException, InterruptedException {
    List<RepeatedStep> steps = new ArrayList<>();
    try {
      for (Point point : points) {
        steps.add(new RepeatedStep(point.method(), Workers.ALONE, point.samples(), point.masked()));
      }
      double[][] seconds = new double[points.size()][rounds];
      for (int round = 0; round < rounds; round++) {
        for (int i = 0; i < steps.size(); i++) {
          seconds[i][round] = steps.get(i).seconds();
        }
      }
      double flops = steps.get(0).flops();
      return IntStream.range(0, steps.size())
          .mapToObj(
              i ->
                  new Cost(
                      points.get(i).name(),
                      median(seconds[i]),
                      steps.get(i).flops(),
                      median(ratios(seconds[i], seconds[0])),
                      steps.get(i).flops() / flops))
          .toList();
    } finally {
      steps.forEach(RepeatedStep::close);
    }
  }

  private static double[] ratios(double[] seconds, double[] others) {
    return IntStream.range(0, seconds.length).mapToDouble(i -> seconds[i] / others[i]).toArray();
  }

  private static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
