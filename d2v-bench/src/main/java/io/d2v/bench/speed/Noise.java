package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Random samples, as many as a batch takes. */
public final class Noise implements Dataset {
  private static final int SPECIAL = 4; // ids that are no words, as RoBERTa has them

  private final List<Array> samples;

  private Noise(int count, Function<SplittableRandom, Array> sample) {
    samples =
        IntStream.range(0, count).mapToObj(i -> sample.apply(new SplittableRandom(i))).toList();
  }

  /** Normally distributed: pixels, sound. */
  public static Noise normal(int count, Shape shape) {
    return new Noise(
        count,
        random -> {
          float[] entries = new float[shape.elements()];
          for (int i = 0; i < entries.length; i++) {
            entries[i] = (float) random.nextGaussian();
          }
          return Array.of(shape, entries);
        });
  }

  /** Ids of tokens. */
  public static Noise ids(int count, int tokens, int vocabulary) {
    return new Noise(
        count,
        random -> Array.of(Shape.of(tokens), random.ints(tokens, SPECIAL, vocabulary).toArray()));
  }

  /** Sound of lengths between two, all alike often. */
  public static Noise sound(int count, int shortest, int longest) {
    return new Noise(
        count,
        random -> {
          float[] entries = new float[random.nextInt(shortest, longest + 1)];
          for (int i = 0; i < entries.length; i++) {
            entries[i] = (float) random.nextGaussian();
          }
          return Array.of(Shape.of(entries.length), entries);
        });
  }

  /** Ids of between so many and so many tokens, all alike often. */
  public static Noise text(int count, int shortest, int longest, int vocabulary) {
    return new Noise(
        count,
        random -> {
          int tokens = random.nextInt(shortest, longest + 1);
          return Array.of(Shape.of(tokens), random.ints(tokens, SPECIAL, vocabulary).toArray());
        });
  }

  @Override
  public long size() {
    return samples.size();
  }

  @Override
  public OptionalLong length(long index) {
    return OptionalLong.of(samples.get((int) index).shape().last());
  }

  @Override
  public Sample read(long index) {
    return Sample.of("noise " + index, new Sample.Values(samples.get((int) index)));
  }

  @Override
  public void close() {}
}
