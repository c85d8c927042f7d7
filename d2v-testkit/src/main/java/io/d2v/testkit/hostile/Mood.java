package io.d2v.testkit.hostile;

import io.d2v.api.Sample;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/** One way in which a {@link CrankyDataset} misbehaves; a function of the index alone. */
@FunctionalInterface
public interface Mood {
  /**
   * What becomes of a sample.
   *
   * @throws IOException if it is one that can't be read
   */
  Sample spoil(long index, Sample sample) throws IOException;

  /** Cannot read these samples. */
  static Mood failingAt(long... indices) {
    return (index, sample) -> {
      if (LongStream.of(indices).anyMatch(each -> each == index)) {
        throw new IOException(sample.id() + " is damaged");
      }
      return sample;
    };
  }

  /** Cannot read a share of the samples, always the same ones. */
  static Mood failing(double share, long seed) {
    return (index, sample) -> {
      if (new SplittableRandom(31 * seed + index).split().nextDouble() < share) {
        throw new IOException(sample.id() + " is damaged");
      }
      return sample;
    };
  }

  /** Throws what a bug in a decoder throws, and no {@link IOException}. */
  static Mood brokenAt(long broken) {
    return (index, sample) -> {
      if (index == broken) {
        throw new IllegalStateException("a bug met " + sample.id());
      }
      return sample;
    };
  }

  /** Takes its time with each sample. */
  static Mood slow(Duration delay) {
    return (index, sample) -> {
      try {
        Thread.sleep(delay.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while reading " + sample.id());
      }
      return sample;
    };
  }

  /** Gives these samples a label, whatever they had. */
  static Mood labelling(int label, long... indices) {
    return (index, sample) ->
        LongStream.of(indices).anyMatch(each -> each == index)
            ? new Sample(sample.id(), sample.content(), OptionalInt.of(label), sample.transcript())
            : sample;
  }
}
