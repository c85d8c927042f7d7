package io.d2v.core.train;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loss, count, and gauges weighted by the count, which add up over the batches of an update. What a
 * program fetches begins with loss, count and gauges.
 */
final class Sums {
  private static final String LOSS = "loss";
  private static final String COUNT = "count";

  private final List<String> gauges;
  private final double[] sums;

  Sums(List<String> gauges) {
    this.gauges = gauges;
    sums = new double[2 + gauges.size()];
  }

  /** Adds a batch. */
  void add(List<Array> fetched) {
    double[] more = of(fetched);
    Arrays.setAll(sums, at -> sums[at] + more[at]);
  }

  /** Takes those of all workers in place of this one's. */
  void become(List<Array> fetched) {
    System.arraycopy(of(fetched), 0, sums, 0, sums.length);
  }

  private double[] of(List<Array> fetched) {
    double[] found = new double[sums.length];
    Arrays.setAll(found, at -> fetched.get(at).floats()[0]);
    for (int gauge = 2; gauge < found.length; gauge++) {
      found[gauge] *= found[1];
    }
    return found;
  }

  /** For {@link #loss()}, {@link #count()} and {@link #weighted}. */
  Map<String, Array> fed() {
    Map<String, Array> fed = new HashMap<>();
    fed.put(LOSS, Array.scalar((float) sums[0]));
    fed.put(COUNT, Array.scalar((float) sums[1]));
    for (int gauge = 0; gauge < gauges.size(); gauge++) {
      fed.put(weighted(gauges.get(gauge)), Array.scalar((float) sums[2 + gauge]));
    }
    return fed;
  }

  /** The loss that is fed: rank 0. */
  static Tensor loss() {
    return Tensor.input(LOSS, TensorType.float32());
  }

  /** The count that is fed: rank 0. */
  static Tensor count() {
    return Tensor.input(COUNT, TensorType.float32());
  }

  /** The gauges that are fed, each times the count: rank 0 each. */
  static List<Tensor> weighted(List<String> gauges) {
    return gauges.stream()
        .map(gauge -> Tensor.input(weighted(gauge), TensorType.float32()))
        .toList();
  }

  private static String weighted(String gauge) {
    return "weighted " + gauge;
  }

  TrainingStep.Measured measured(double gradientNorm, boolean applied) {
    Map<String, Double> named = new LinkedHashMap<>();
    for (int gauge = 0; gauge < gauges.size(); gauge++) {
      named.put(gauges.get(gauge), sums[2 + gauge] / sums[1]);
    }
    return new TrainingStep.Measured(sums[0] / sums[1], sums[1], gradientNorm, applied, named);
  }
}
