package io.d2v.audio;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Attention with linear biases (ALiBi, Press et al. 2022), on both sides: minus the distance of two
 * tokens, with a fixed slope for each head and a learned scale of it (data2vec 2.0).
 */
final class Distances {
  /** The name of the scale. */
  static final String SCALE = "alibi_scale";

  private Distances() {}

  /**
   * What is added to the scores: {@code [batch or 1, heads, tokens, tokens]}.
   *
   * @param scope where the scale is declared
   * @param places the number of each token: {@code [batch or 1, tokens]}
   */
  static Tensor bias(Scope scope, int heads, Tensor places) {
    int batch = places.shape().size(0);
    int tokens = places.shape().last();
    Tensor scale = scope.parameter(SCALE, Init.ones(), heads).maximum(Tensor.constant(0)); // [H]
    Tensor distance =
        places
            .reshape(batch, 1, tokens, 1)
            .minus(places.reshape(batch, 1, 1, tokens))
            .absolute(); // [B, 1, T, T]
    List<Double> slopes = slopes(heads);
    float[] falling = new float[heads];
    for (int head = 0; head < heads; head++) {
      falling[head] = -slopes.get(head).floatValue();
    }
    return distance
        .times(Tensor.constant(Array.of(Shape.of(1, heads, 1, 1), falling)))
        .times(scale.reshape(1, heads, 1, 1)); // [B, H, T, T]
  }

  /**
   * A geometric series from {@code 2^(-8/heads)} on. Where heads are no power of 2, that of the
   * power below, and every other one of twice the power.
   */
  static List<Double> slopes(int heads) {
    int power = Integer.highestOneBit(heads);
    List<Double> slopes = new ArrayList<>(series(power));
    List<Double> finer = series(2 * power);
    for (int i = 0; slopes.size() < heads; i += 2) {
      slopes.add(finer.get(i));
    }
    return slopes;
  }

  private static List<Double> series(int power) {
    double ratio = Math.pow(2, -8.0 / power);
    List<Double> series = new ArrayList<>();
    for (int i = 1; i <= power; i++) {
      series.add(Math.pow(ratio, i));
    }
    return series;
  }
}
