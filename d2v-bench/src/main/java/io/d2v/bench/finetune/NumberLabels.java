package io.d2v.bench.finetune;

import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.Answer;
import io.d2v.core.data.Labels;
import java.io.IOException;

/**
 * The number that a regression predicts.
 *
 * @param scale what it is divided by
 */
public record NumberLabels(double scale) implements Labels {
  @Override
  public TensorType type(int tokens) {
    return TensorType.float32(1);
  }

  @Override
  public Array label(Answer answer, int valid, int tokens) throws IOException {
    double number = answer.number().orElseThrow(() -> new IOException("it has no number"));
    return Array.of(Shape.of(1), (float) (number / scale));
  }
}
