package io.d2v.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurveTest {
  @Test
  void whatIsShortIsKeptAsItIs() {
    Curve curve = new Curve();
    curve.add(1, 5);
    curve.add(7, Double.NaN);
    curve.add(9, -2);

    assertThat(curve.steps()).containsExactly(1, 7, 9);
    assertThat(curve.values()).containsExactly(5, Double.NaN, -2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 800, 801, 12_345})
  void whatIsLongHasMeansInFewPointsAndItsEnd(int lines) {
    Curve curve = new Curve();
    for (int i = 1; i <= lines; i++) {
      curve.add(i, i % 5 == 0 ? Double.POSITIVE_INFINITY : 3 * i);
    }

    double[] steps = curve.steps();
    double[] values = curve.values();
    assertThat(steps.length).isBetween(Curve.MOST / 2, Curve.MOST);
    assertThat(steps).isSorted().endsWith(lines);
    double before = 0;
    for (int i = 0; i < steps.length; i++) {
      if (!Double.isNaN(values[i])) {
        assertThat(values[i]).isGreaterThan(3 * before).isLessThanOrEqualTo(3 * steps[i]);
      }
      before = steps[i];
    }
  }

  @Test
  void aPointIsTheMeanOfItsLines() {
    Curve curve = new Curve();
    for (int i = 0; i < 2 * Curve.MOST; i++) {
      curve.add(i, i);
    }

    assertThat(curve.values()[0]).isCloseTo(0.5, within(1e-9));
    assertThat(curve.values()[Curve.MOST - 1]).isCloseTo(2 * Curve.MOST - 1.5, within(1e-9));
  }
}
