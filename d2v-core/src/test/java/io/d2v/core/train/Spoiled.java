package io.d2v.core.train;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Images of noise, some of which are one value throughout.
 *
 * @param spoiled index of a sample to that value
 */
record Spoiled(long size, Map<Long, Float> spoiled) implements Dataset {
  private static final int SIDE = 8;

  @Override
  public Sample read(long index) {
    SplittableRandom random = new SplittableRandom(index);
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256);
    }
    Float value = spoiled.get(index);
    if (value != null) {
      Arrays.fill(pixels, value);
    }
    return Sample.of(
        "noise " + index, new Sample.Values(Array.of(Shape.of(1, SIDE, SIDE), pixels)));
  }

  @Override
  public void close() {}
}
