package io.d2v.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trial goes on with what it was begun with, and with nothing else. */
class TrialOfTest {
  @TempDir Path folder;

  @Test
  void otherWeightsOrSamplesAreRefused() throws Exception {
    Path file = folder.resolve("from-scratch/seed-1.json");
    new TrialOf(Map.of("weights", "a", "data", "x")).claim(file);

    assertThatCode(() -> new TrialOf(Map.of("data", "x", "weights", "a")).claim(file))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new TrialOf(Map.of("weights", "b", "data", "x")).claim(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("weights: a, now b")
        .hasMessageContaining("another folder by --out");
  }

  @Test
  void aDamagedNoteSaysWhatToDo() throws Exception {
    Path file = folder.resolve("seed-1.json");
    Files.writeString(file, "{");

    assertThatThrownBy(() -> new TrialOf(Map.of()).claim(file))
        .hasMessageContaining("damaged; remove it and the run beside it");
  }

  @Test
  void oneWeightMakesAnotherModel() {
    float[] values = new float[40_000];
    String before = ModelHash.of(Map.of("a", Array.of(Shape.of(40_000), values.clone())));
    values[39_999] = 1;

    assertThat(ModelHash.of(Map.of("a", Array.of(Shape.of(40_000), values))))
        .isNotEqualTo(before)
        .hasSize(64);
    assertThat(ModelHash.of(Map.of())).isEqualTo("random");
  }
}
