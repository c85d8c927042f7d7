package io.d2v.core.data;

import io.d2v.api.Sample;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the data says about a sample.
 *
 * @param label its class
 * @param number what a regression predicts
 * @param transcript what is said in it
 */
public record Answer(OptionalInt label, OptionalDouble number, Optional<String> transcript) {
  /** What a sample brings. */
  public static Answer of(Sample sample) {
    return new Answer(sample.label(), sample.number(), sample.transcript());
  }
}
