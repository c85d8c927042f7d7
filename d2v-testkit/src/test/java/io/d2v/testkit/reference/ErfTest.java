package io.d2v.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ErfTest {
  /** From tables to 16 digits: Abramowitz and Stegun 1964, table 7.1, and DLMF 7.23. */
  @Test
  void agreesWithTables() {
    assertThat(Erf.of(0)).isZero();
    assertThat(Erf.of(0.5)).isCloseTo(0.5204998778130465, within(1e-15));
    assertThat(Erf.of(1)).isCloseTo(0.8427007929497149, within(1e-15));
    assertThat(Erf.of(2)).isCloseTo(0.9953222650189527, within(1e-15));
    assertThat(Erf.of(3)).isCloseTo(0.9999779095030014, within(1e-15));
    assertThat(Erf.of(-1)).isEqualTo(-Erf.of(1));
    assertThat(Erf.of(40)).isEqualTo(1);
  }

  @Test
  void isSmoothWhereTheTwoFormulasMeet() {
    double below = Erf.of(Math.nextDown(2.5));
    assertThat(Erf.of(2.5)).isCloseTo(below, within(1e-15));
  }
}
