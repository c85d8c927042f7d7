package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.UserError;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  @Test
  void separatesWhatALineSeparates() {
    Clusters train = Clusters.of(500, 32, 10, 6, 1);
    Clusters test = Clusters.of(500, 32, 10, 6, 2);

    assertThat(accuracy(train, test)).isGreaterThan(0.97);
  }

  @Test
  void findsNothingInNoise() {
    Clusters train = Clusters.of(500, 32, 10, 0, 1);
    Clusters test = Clusters.of(2000, 32, 10, 0, 2);

    assertThat(accuracy(train, test)).isCloseTo(0.1, within(0.04));
  }

  @Test
  void sameInputGivesTheSameAccuracy() {
    Clusters train = Clusters.of(300, 16, 5, 1, 1);
    Clusters test = Clusters.of(300, 16, 5, 1, 2);

    assertThat(accuracy(train, test)).isEqualTo(accuracy(train, test));
  }

  @Test
  void scaleAndOffsetOfAFeatureDoNotMatter() {
    Clusters train = Clusters.of(300, 16, 5, 1, 1);
    Clusters test = Clusters.of(300, 16, 5, 1, 2);

    assertThat(accuracy(train.times(1024).plus(4096), test.times(1024).plus(4096)))
        .isCloseTo(accuracy(train, test), within(0.01));
  }

  @Test
  void constantFeaturesGiveTheShareOfTheMostCommonClass() {
    float[][] same = new float[20][4];
    int[] labels = {0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1};

    assertThat(LinearProbe.accuracy(same, labels, same, labels)).isEqualTo(0.75);
  }

  @Test
  void featuresThatAreNotFiniteAreTheEncodersFault() {
    float[][] features = new float[10][2];
    features[7][1] = Float.NaN;

    assertThatThrownBy(() -> LinearProbe.accuracy(features, new int[10], features, new int[10]))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("sample 7")
        .hasMessageContaining("NaN");
  }

  @Test
  void tooFewLabelsToChooseByIsAnError() {
    float[][] four = new float[4][2];

    assertThatThrownBy(() -> LinearProbe.accuracy(four, new int[4], four, new int[4]))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("more labels");
  }

  private static double accuracy(Clusters train, Clusters test) {
    return LinearProbe.accuracy(train.features(), train.labels(), test.features(), test.labels());
  }
}
