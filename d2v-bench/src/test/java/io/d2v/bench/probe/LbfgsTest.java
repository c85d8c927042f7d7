package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
  @Test
  void findsTheBottomOfALongValley() {
    Lbfgs.Function valley =
        (at, gradient) -> {
          gradient[0] = at[0] - 3;
          gradient[1] = 1000 * (at[1] + 2);
          return (at[0] - 3) * (at[0] - 3) / 2 + 500 * (at[1] + 2) * (at[1] + 2);
        };

    assertThat(Lbfgs.minimise(valley, new double[2]))
        .containsExactly(new double[] {3, -2}, within(1e-3));
  }

  @Test
  void gradientOfTheRegressionIsItsSlope() {
    SoftmaxRegression regression =
        new SoftmaxRegression(
            new double[][] {{1, 2}, {-1, 0.5}, {0.3, -2}}, new int[] {0, 2, 1}, 3, 0.1);
    double[] point = {0.1, -0.2, 0.3, 0.4, 0.5, -0.6, 0.7, 0.8, -0.9};
    double[] gradient = new double[9];
    regression.at(point, gradient);

    for (int i = 0; i < 9; i++) {
      double[] up = point.clone();
      double[] down = point.clone();
      up[i] += 1e-5;
      down[i] -= 1e-5;
      double slope = (regression.at(up, new double[9]) - regression.at(down, new double[9])) / 2e-5;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-8));
    }
  }
}
