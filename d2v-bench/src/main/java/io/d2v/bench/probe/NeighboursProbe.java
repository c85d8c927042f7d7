package io.d2v.bench.probe;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * How well the nearest neighbours' labels do, {@code k-nn}: every second labelled sample is judged
 * by the others. Nothing is found where the data has no labels.
 */
public final class NeighboursProbe implements Probe.Provider {
  private record Nothing() {}

  /** For the service loader. */
  public NeighboursProbe() {}

  @Override
  public String name() {
    return "k-nn";
  }

  @Override
  public Probe create(Settings settings) {
    settings.as(Nothing.class, MethodHandles.lookup());
    return NeighboursProbe::judge;
  }

  private static Map<String, Double> judge(Probe.Features features) {
    int[] labelled =
        IntStream.range(0, features.labels().length)
            .filter(i -> features.labels()[i] >= 0)
            .toArray();
    if (labelled.length < 2) {
      return Map.of();
    }
    int[] known = places(labelled, place -> place % 2 == 0);
    int[] judged = places(labelled, place -> place % 2 == 1);
    return Map.of(
        "accuracy",
        NearestNeighbours.accuracy(
            vectors(features, known),
            labels(features, known),
            vectors(features, judged),
            labels(features, judged)));
  }

  private static int[] places(int[] labelled, IntPredicate taken) {
    return IntStream.range(0, labelled.length)
        .filter(taken)
        .map(place -> labelled[place])
        .toArray();
  }

  private static float[][] vectors(Probe.Features features, int[] samples) {
    return IntStream.of(samples).mapToObj(i -> features.vectors()[i]).toArray(float[][]::new);
  }

  private static int[] labels(Probe.Features features, int[] samples) {
    return IntStream.of(samples).map(i -> features.labels()[i]).toArray();
  }
}
