package io.d2v.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
  @Test
  void firstComponentIsTheDirectionOfMostVariance() {
    float[][] features = spread(200, 5, 1, 3, 0.5f, 0.1f);
    double[][] places = PrincipalComponents.of(features).project(features);

    double correlation = 0;
    for (int i = 0; i < features.length; i++) {
      correlation += places[i][0] * features[i][1];
    }
    assertThat(variance(places, 0)).isGreaterThan(variance(places, 1));
    assertThat(variance(places, 1)).isGreaterThan(variance(places, 2));
    assertThat(variance(places, 0)).isCloseTo(variance(features, 1), within(1.0));
    assertThat(correlation).as("its sign is that of the largest entry").isPositive();
  }

  @Test
  void fewerDirectionsThanThreeLeaveTheOthersInTheMiddle() {
    float[][] line = {{0, 0}, {1, 1}, {2, 2}, {3, 3}};

    Pixels pixels = PrincipalComponents.of(line).colours(line, 2);

    assertThat(pixels.colours()).containsExactly(0x008080, 0x558080, 0xaa8080, 0xff8080);
  }

  @Test
  void equalFeaturesAreGrey() {
    float[][] same = {{1, 2}, {1, 2}};

    assertThat(PrincipalComponents.of(same).colours(same, 1).colours()).containsOnly(0x808080);
  }

  @Test
  void sameFeaturesGiveTheSameColours() {
    float[][] features = spread(64, 1, 1, 1, 1, 1);

    assertThat(PrincipalComponents.of(features).colours(features, 8).colours())
        .isEqualTo(PrincipalComponents.of(features).colours(features, 8).colours());
  }

  /** Normal noise with these deviations, the second and the first exchanged. */
  private static float[][] spread(int size, float... deviations) {
    Random random = new Random(5);
    float[][] features = new float[size][deviations.length];
    for (float[] vector : features) {
      for (int d = 0; d < vector.length; d++) {
        int from = d == 0 ? 1 : d == 1 ? 0 : d;
        vector[d] = (float) random.nextGaussian() * deviations[from] + d;
      }
    }
    return features;
  }

  private static double variance(float[][] rows, int column) {
    double[][] copy = new double[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int d = 0; d < rows[i].length; d++) {
        copy[i][d] = rows[i][d];
      }
    }
    return variance(copy, column);
  }

  private static double variance(double[][] rows, int column) {
    double mean = 0;
    for (double[] row : rows) {
      mean += row[column] / rows.length;
    }
    double variance = 0;
    for (double[] row : rows) {
      variance += (row[column] - mean) * (row[column] - mean) / rows.length;
    }
    return variance;
  }
}
