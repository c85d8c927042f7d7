package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.ProbeContract;
import org.junit.jupiter.api.Test;

class NeighboursProbeTest extends ProbeContract {
  @Override
  protected Probe.Provider provider() {
    return new NeighboursProbe();
  }

  @Override
  protected Settings settings() {
    return RecipeReader.section("probe", "");
  }

  @Test
  void everySecondSampleIsJudgedByTheOthers() {
    float[][] vectors = {{1, 0}, {1, 0.1f}, {5, 5}, {0, 1}, {0.1f, 1}, {0.2f, 1}};
    int[] labels = {0, 0, -1, 1, 1, 0};

    // Judged are the second and the fifth of those with a label; the last one is known.
    assertThat(provider().create(settings()).judge(new Probe.Features(vectors, labels, 2)))
        .containsEntry("accuracy", 0.5);
  }
}
