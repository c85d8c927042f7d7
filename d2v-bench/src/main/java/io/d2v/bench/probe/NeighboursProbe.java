package io.d2v.bench.probe;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * How well the nearest neighbours' vote does, {@code k-nn}: every second labelled sample is judged
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
    return features ->
        Halves.of(features)
            .map(halves -> halves.judge(NearestNeighbours::accuracy))
            .orElse(Map.of());
  }
}
