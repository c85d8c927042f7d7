package io.d2v.core.finetune;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How well a model does on samples that it does not learn from.
 *
 * @param score by which checkpoints are compared; more is better
 * @param metrics by the names of the log, in their order
 */
public record Verdict(double score, Map<String, Double> metrics) {
  /** Copies the map, whose order stays. */
  public Verdict {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
