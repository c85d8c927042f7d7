package io.d2v.bench.result;

import io.d2v.bench.probe.Interval;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one model reached.
 *
 * @param name of the model
 * @param values by column; a column may be missing
 * @param cost of what was measured here: samples, operations, time, device
 * @param source the paper and its table; empty for what was measured here
 */
public record ResultRow(
    String name,
    Map<String, Interval> values,
    Budget budget,
    Optional<String> cost,
    Optional<String> source) {
  /** Copies the map, whose order stays. */
  public ResultRow {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** What is said of it besides its values, in the order of {@link ResultTable#WORDS}. */
  public List<String> words() {
    return List.of(
        budget.unlabelled(),
        budget.labelled(),
        budget.training(),
        cost.orElse(""),
        source.orElse("measured here"));
  }

  /** A value; nothing where there is none. */
  public Optional<Interval> value(String column) {
    return Optional.ofNullable(values.get(column));
  }
}
