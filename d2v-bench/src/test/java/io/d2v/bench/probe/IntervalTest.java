package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IntervalTest {
  @Test
  void isTheTableOfStudentsT() {
    // Standard deviation 1 over 3 values; t of 2 degrees of freedom at 97.5 % is 4.302653.
    Interval interval = Interval.of(1, 2, 3);

    assertThat(interval.mean()).isEqualTo(2);
    assertThat(interval.halfWidth()).isCloseTo(4.302653 / Math.sqrt(3), within(1e-5));
  }

  @Test
  void oneMeasurementSaysNothingOfTheSpread() {
    Interval interval = Interval.of(0.5);

    assertThat(interval.halfWidth()).isInfinite();
    assertThat(interval).hasToString("0.500");
    assertThat(interval.above(Interval.of(0.1))).isFalse();
  }

  @Test
  void isAboveOnlyWithoutOverlap() {
    assertThat(new Interval(0.7, 0.05).above(new Interval(0.6, 0.04))).isTrue();
    assertThat(new Interval(0.7, 0.05).above(new Interval(0.6, 0.06))).isFalse();
  }

  @Test
  void readsAsMeanAndHalfWidth() {
    assertThat(new Interval(0.6123, 0.0141)).hasToString("0.612 \u00b1 0.014");
  }
}
