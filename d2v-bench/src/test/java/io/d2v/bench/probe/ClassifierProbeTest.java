package io.d2v.bench.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Probe;
import io.d2v.api.Settings;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.ProbeContract;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClassifierProbeTest extends ProbeContract {
  @Override
  protected Probe.Provider provider() {
    return new ClassifierProbe();
  }

  @Override
  protected Settings settings() {
    return RecipeReader.section("probe", "");
  }

  @Test
  void everySecondSampleIsJudgedByWhatIsLearnedFromTheOthers() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] vectors = new float[80][2];
    int[] labels = new int[80];
    for (int i = 0; i < 80; i++) {
      labels[i] = i / 2 % 2;
      vectors[i] = new float[] {labels[i] * 4 - 2, (float) random.nextDouble(-0.5, 0.5)};
    }
    labels[1] = 1; // the first that is judged lies among the others of class 0

    assertThat(provider().create(settings()).judge(new Probe.Features(vectors, labels, 2)))
        .containsEntry("accuracy", 39 / 40.0);
  }
}
