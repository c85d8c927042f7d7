package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.SplittableRandom;

/** Square grey images of noise. */
record Noise(long size, int side) implements Dataset {
  @Override
  public Sample read(long index) {
    SplittableRandom random = new SplittableRandom(index);
    float[] pixels = new float[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256);
    }
    return Sample.of(
        "noise " + index, new Sample.Values(Array.of(Shape.of(1, side, side), pixels)));
  }

  @Override
  public void close() {}
}
