package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a probe has to keep, tried on features that tell classes apart and on some that don't. */
public abstract class ProbeContract {
  private static final int SAMPLES = 60;
  private static final int WIDTH = 8;
  private static final int CLASSES = 3;

  /** For subclasses. */
  protected ProbeContract() {}

  /** The provider. */
  protected abstract Probe.Provider provider();

  /** Settings of the probe; there are none unless this is overridden. */
  protected Settings settings() {
    return GivenSettings.of();
  }

  @Test
  void itsNameIsLowerCaseWordsJoinedByHyphens() {
    assertThat(provider().name()).matches(ModalityContract.NAME);
  }

  @Test
  void whatItFindsHasNamesForTheLog() {
    assertThat(judge(features(1))).isNotEmpty();
    assertThat(judge(features(1)).keySet()).allMatch(name -> name.matches("[a-z][a-z0-9_]*"));
    assertThat(judge(features(1)).values()).allMatch(Double::isFinite);
  }

  @Test
  void theSameFeaturesGiveTheSameFindings() {
    Probe probe = provider().create(settings());
    Map<String, Double> first = probe.judge(features(1));
    probe.judge(features(0));
    assertThat(probe.judge(features(1))).isEqualTo(first);
  }

  @Test
  void featuresStayAsTheyAre() {
    Probe.Features features = features(1);
    judge(features);
    assertThat(Arrays.deepEquals(features.vectors(), features(1).vectors())).isTrue();
    assertThat(features.labels()).isEqualTo(features(1).labels());
  }

  @Test
  void dataWithoutLabelsIsNoError() {
    int[] none = new int[SAMPLES];
    Arrays.fill(none, -1);
    assertThat(judge(new Probe.Features(features(1).vectors(), none, 0))).isNotNull();
  }

  private Map<String, Double> judge(Probe.Features features) {
    return provider().create(settings()).judge(features);
  }

  /** Vectors of a class lie about one direction, so far from the origin. */
  private static Probe.Features features(float distance) {
    SplittableRandom random = new SplittableRandom(7);
    int[] labels = IntStream.range(0, SAMPLES).map(i -> i * 7 % CLASSES).toArray();
    float[][] vectors = new float[SAMPLES][WIDTH];
    for (int i = 0; i < SAMPLES; i++) {
      for (int j = 0; j < WIDTH; j++) {
        vectors[i][j] = (float) random.nextDouble(-0.2, 0.2) + (j == labels[i] ? distance : 0);
      }
    }
    return new Probe.Features(vectors, labels, CLASSES);
  }
}
