package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AxisTest {
  @Test
  void endsAtRoundNumbersAroundAll() {
    Axis axis = Axis.around(0.13, 0.98, 0, 100);

    assertThat(axis.low()).isCloseTo(0, within(1e-12));
    assertThat(axis.high()).isCloseTo(1, within(1e-12));
    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("0.0", "0.2", "0.4", "0.6", "0.8", "1.0");
  }

  @Test
  void placesRunFromOneEndToTheOther() {
    Axis axis = Axis.around(0, 2000, 56, 468);

    assertThat(axis.place(0)).isEqualTo(56);
    assertThat(axis.place(2000)).isEqualTo(468);
    assertThat(axis.label(2000)).isEqualTo("2,000");
  }

  @Test
  void oneNumberAloneHasRoomAroundIt() {
    Axis axis = Axis.around(0.5, 0.5, 0, 1);

    assertThat(axis.low()).isLessThan(0.5);
    assertThat(axis.high()).isGreaterThan(0.5);
  }

  @Test
  void zeroHasNoSign() {
    assertThat(Axis.around(-1, 1, 0, 1).label(-1e-17)).isEqualTo("0.0");
  }

  @Test
  void ticksThatAreTooSmallForDecimalsHavePowersOfTen() {
    Axis axis = Axis.around(0, 7e-7, 0, 100);
    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("0", "2E-7", "4E-7", "6E-7", "8E-7");
  }
}
