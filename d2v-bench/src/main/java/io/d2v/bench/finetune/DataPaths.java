package io.d2v.bench.finetune;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where samples are, and how many of them count.
 *
 * @param train to learn from; and to be judged by, where it has a part for that
 * @param dev to be judged by; a part of {@code train} if left out
 * @param subset which part of {@code train} has labels, where the data comes in such parts:
 *     LibriSpeech's {@code 10m}, {@code 1h}, {@code 10h}, {@code 100h}, {@code 960h}
 * @param labels how many samples may be learned from; all if left out
 * @param seed by which they are drawn
 */
public record DataPaths(
    Path train, Optional<Path> dev, Optional<String> subset, OptionalInt labels, long seed) {
  /** The same, drawn by another seed. */
  public DataPaths with(long another) {
    return new DataPaths(train, dev, subset, labels, another);
  }

  /** All of {@code train}. */
  public DataPaths withoutSubset() {
    return new DataPaths(train, dev, Optional.empty(), labels, seed);
  }
}
