package io.d2v.bench.finetune;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.Answer;
import io.d2v.core.data.Labels;
import java.io.IOException;
import java.util.Arrays;

/**
 * The share of each class: 1 for the sample's own, or less where some of it is spread over all.
 *
 * @param smoothing how much is spread (Szegedy et al. 2016, arXiv 1512.00567)
 */
public record ClassLabels(int classes, double smoothing) implements Labels {
  @Override
  public TensorType type(int tokens) {
    return TensorType.float32(classes);
  }

  @Override
  public Array label(Answer answer, int valid, int tokens) throws IOException {
    int own = answer.label().orElseThrow(() -> new IOException("it has no class"));
    if (own >= classes) {
      throw new IOException("it is of class " + own + ", counted from 0, of " + classes);
    }
    float[] shares = new float[classes];
    Arrays.fill(shares, (float) (smoothing / classes));
    shares[own] += (float) (1 - smoothing);
    return Array.of(Shape.of(classes), shares);
  }
}
