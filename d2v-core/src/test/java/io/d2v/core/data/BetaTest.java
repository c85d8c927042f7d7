package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BetaTest {
  /** Shares below a quarter: the distribution function at 0.25, integrated numerically. */
  @ParameterizedTest
  @CsvSource({"0.1, 0.451958", "0.8, 0.278540", "1, 0.25", "3, 0.103516"})
  void drawsHaveTheMomentsAndTheQuartersOfTheDistribution(double alpha, double belowQuarter) {
    SplittableRandom random = new SplittableRandom(1);
    int draws = 100_000;
    double sum = 0;
    double squares = 0;
    double below = 0;
    for (int i = 0; i < draws; i++) {
      double share = Beta.draw(alpha, random);
      assertThat(share).isBetween(0.0, 1.0);
      sum += share;
      squares += (share - 0.5) * (share - 0.5);
      below += share < 0.25 ? 1 : 0;
    }
    double variance = 1 / (4 * (2 * alpha + 1));
    assertThat(sum / draws).isCloseTo(0.5, within(4 * Math.sqrt(variance / draws)));
    assertThat(squares / draws).isCloseTo(variance, within(0.02 * variance));
    assertThat(below / draws).isCloseTo(belowQuarter, within(4 * 0.5 / Math.sqrt(draws)));
  }

  @ParameterizedTest
  @CsvSource({"1e-9", "100"})
  void extremeDistributionsAreDrawnFromToo(double alpha) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      assertThat(Beta.draw(alpha, random)).isBetween(0.0, 1.0);
    }
  }
}
