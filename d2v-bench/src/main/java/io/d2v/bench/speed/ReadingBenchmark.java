package io.d2v.bench.speed;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.Phase;
import io.d2v.core.data.Key;
import io.d2v.core.data.Purpose;
import io.d2v.core.data.Sizes;
import java.io.IOException;
import java.util.OptionalLong;

/** Times what comes before a step in one thread: reading samples and making examples of them. */
public final class ReadingBenchmark {
  private ReadingBenchmark() {}

  /** Some work that is done over and over. */
  @FunctionalInterface
  public interface Work {
    /** Does it for the nth time, from 0, and says how much that was. */
    double run(long n) throws IOException;
  }

  /**
   * How much a second is done, once Java has compiled what takes the time.
   *
   * @param seconds to measure for, after as many to warm up
   */
  public static double rate(Work work, double seconds) throws IOException {
    measure(work, seconds);
    return measure(work, seconds);
  }

  private static double measure(Work work, double seconds) throws IOException {
    double done = 0;
    long start = System.nanoTime();
    for (long n = 0; elapsed(start) < seconds; n++) {
      done += work.run(n);
    }
    return done / elapsed(start);
  }

  private static double elapsed(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Samples as training takes them, one after another. */
  public static Work samples(Dataset dataset, Encoder encoder) {
    return n -> {
      prepare(dataset, encoder, n % dataset.size());
      return 1;
    };
  }

  /**
   * The same, counted by {@link Dataset#length}; where that is not known by what is made of one.
   *
   * @param token how much of that a token stands for
   */
  public static Work lengths(Dataset dataset, Encoder encoder, int token) {
    return n -> {
      long index = n % dataset.size();
      int tokens = prepare(dataset, encoder, index);
      return dataset.length(index).orElse((long) tokens * token);
    };
  }

  private static int prepare(Dataset dataset, Encoder encoder, long index) throws IOException {
    Sizes sizes = Sizes.of(encoder, 1);
    OptionalLong length = dataset.length(index);
    int size = length.isEmpty() ? sizes.count() - 1 : sizes.filled(length.getAsLong());
    return sizes
        .encoders()
        .get(size)
        .prepare(dataset.read(index), Phase.TRAIN, Key.of(1, 0, index, Purpose.AUGMENT))
        .valid();
  }
}
