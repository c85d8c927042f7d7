package io.d2v.bench.harness;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.result.Examined;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model reached, seed by seed.
 *
 * @param values by metric, in order; in percent, one a seed
 */
public record Scored(Map<String, List<Double>> values) {
  static final Scored NOTHING = new Scored(Map.of());

  /** Copies the map, whose order stays. */
  public Scored {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Scored of(List<Examined> seeds) {
    Map<String, List<Double>> values = new LinkedHashMap<>();
    for (Examined one : seeds) {
      one.metrics()
          .forEach(
              (name, value) ->
                  values
                      .computeIfAbsent(name, n -> new ArrayList<>())
                      .add(Comparison.PERCENT * value));
    }
    return new Scored(values);
  }

  /** The values of a metric; none where it was not measured. */
  double[] of(String metric) {
    return values.getOrDefault(metric, List.of()).stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** The median of a metric's values. */
  double median(String metric) {
    double[] sorted = of(metric);
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** Means with intervals. */
  Map<String, Interval> intervals() {
    Map<String, Interval> intervals = new LinkedHashMap<>();
    values.keySet().forEach(metric -> intervals.put(metric, Interval.of(of(metric))));
    return intervals;
  }
}
