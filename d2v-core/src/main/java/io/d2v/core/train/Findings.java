package io.d2v.core.train;

import io.d2v.api.MetricSink;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a course finds out after an update.
 *
 * @param numbers by the names of the log
 * @param seen for whoever is told of the run's metrics
 */
public record Findings(Map<String, Double> numbers, MetricSink.Seen seen) {
  /** Nothing. */
  public static final Findings NONE = of(Map.of());

  /** Numbers alone. */
  public static Findings of(Map<String, Double> numbers) {
    return new Findings(numbers, MetricSink.Seen.NOTHING);
  }

  /** With more numbers. */
  Findings and(Map<String, Double> more) {
    Map<String, Double> all = new LinkedHashMap<>(numbers);
    all.putAll(more);
    return new Findings(all, seen);
  }
}
