package io.d2v.bench.data;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was found in a part.
 *
 * @param set what it is
 * @param contents what it has; nothing where it can't be opened
 * @param reading of its samples; nothing where only headers were looked at
 * @param problem why it can't be opened
 */
public record PartReport(
    SampleSet set, Contents contents, Optional<Reading> reading, Optional<String> problem) {
  /**
   * What a part has.
   *
   * @param bad lines that are no samples
   * @param hours of sound, as far as headers say
   */
  public record Contents(long samples, int classes, int bad, OptionalDouble hours) {
    static final Contents NONE = new Contents(0, 0, 0, OptionalDouble.empty());
  }

  /**
   * How reading each sample went.
   *
   * @param rate how many were prepared in a second; nothing where they were only read
   * @param damaged those that can't be read: where each is, and why
   */
  public record Reading(OptionalDouble rate, List<String> damaged) {
    /** Copies the list. */
    public Reading {
      damaged = List.copyOf(damaged);
    }
  }

  static PartReport unopened(SampleSet set, String why) {
    return new PartReport(set, Contents.NONE, Optional.empty(), Optional.of(why));
  }

  /** Samples that can't be read. */
  List<String> damaged() {
    return reading.map(Reading::damaged).orElse(List.of());
  }

  /** Whether all of it can be used. */
  boolean sound() {
    return problem.isEmpty() && damaged().isEmpty();
  }

  /** Whether the number of samples is the published one, as far as that is known. */
  boolean asPublished() {
    return set.samples().orElse(contents.samples()) == contents.samples();
  }
}
