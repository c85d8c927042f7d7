package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NearestNeighboursTest {
  @Test
  void neighboursOfSeparateClustersAgree() {
    assertThat(accuracy(Clusters.of(500, 32, 10, 8, 1), Clusters.of(500, 32, 10, 8, 2)))
        .isGreaterThan(0.97);
  }

  @Test
  void neighboursInNoiseKnowNothing() {
    assertThat(accuracy(Clusters.of(500, 32, 10, 0, 1), Clusters.of(2000, 32, 10, 0, 2)))
        .isCloseTo(0.1, within(0.04));
  }

  @Test
  void onlyTheDirectionCounts() {
    Clusters train = Clusters.of(200, 8, 4, 2, 1);
    Clusters test = Clusters.of(200, 8, 4, 2, 2);

    assertThat(accuracy(train.times(64), test)).isEqualTo(accuracy(train, test));
  }

  @Test
  void oneCloseNeighbourOutweighsManyFarOnes() {
    float[][] train = {{1, 0}, {0.3f, 1}, {0.3f, 1}, {0.3f, 1}};
    int[] labels = {0, 1, 1, 1};

    assertThat(NearestNeighbours.accuracy(train, labels, new float[][] {{1, 0}}, new int[] {0}))
        .isEqualTo(1);
  }

  @Test
  void nearestComeFirstAndOfEqualOnesTheEarlier() {
    assertThat(Nearest.places(new float[] {0.1f, 0.9f, 0.5f, 0.9f, 0.2f}, 3))
        .containsExactly(1, 3, 2);
    assertThat(Nearest.places(new float[] {0.1f, 0.9f}, 3)).containsExactly(1, 0);
  }

  private static double accuracy(Clusters train, Clusters test) {
    return NearestNeighbours.accuracy(
        train.features(), train.labels(), test.features(), test.labels());
  }
}
