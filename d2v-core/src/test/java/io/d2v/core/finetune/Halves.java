package io.d2v.core.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.TensorType;
import io.d2v.core.data.Answer;
import io.d2v.core.data.Labels;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/** Noise of 8 x 8 pixels, brighter above (class 0) or below (class 1). */
record Halves(long size, long seed) implements Dataset {
  @Override
  public Sample read(long index) {
    SplittableRandom random = new SplittableRandom(seed + index);
    int label = random.nextInt(2);
    float[] pixels = new float[64];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(128) + (i / 32 == label ? 127 : 0);
    }
    return new Sample(
        "half " + index,
        new Sample.Values(Array.of(Shape.of(1, 8, 8), pixels)),
        OptionalInt.of(label));
  }

  @Override
  public List<String> classes() {
    return List.of("above", "below");
  }

  @Override
  public void close() {}

  /** The share of each class. */
  record Shares() implements Labels {
    @Override
    public TensorType type(int tokens) {
      return TensorType.float32(2);
    }

    @Override
    public Array label(Answer answer, int valid, int tokens) throws IOException {
      int label = answer.label().orElseThrow(() -> new IOException("it has no class"));
      return Array.of(Shape.of(2), 1 - label, (float) label);
    }
  }
}
