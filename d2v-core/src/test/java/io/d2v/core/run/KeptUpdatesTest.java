package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptUpdatesTest {
  @TempDir Path folder;

  @Test
  void whatIsKeptReadsBackAsItWas() throws IOException {
    KeptUpdate update = update(17);
    KeptUpdates kept = new KeptUpdates(folder.resolve("kept"));

    assertThat(kept.keep(update)).contains(folder.resolve("kept/step-17.json"));

    assertThat(kept.of(17)).isEqualTo(update);
    assertThat(kept.steps()).containsExactly(17L);
  }

  @Test
  void aStepThatIsNotKeptNamesThoseThatAre() throws IOException {
    KeptUpdates kept = new KeptUpdates(folder);
    kept.keep(update(1000));
    kept.keep(update(9));
    assertThatThrownBy(() -> kept.of(10))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("[9, 1000]");
  }

  @Test
  void aRunThatGoesWrongForEverFillsNoDisk() throws IOException {
    KeptUpdates kept = new KeptUpdates(folder);
    for (int step = 1; step <= KeptUpdates.MOST; step++) {
      assertThat(kept.keep(update(step))).isPresent();
    }
    assertThat(kept.keep(update(KeptUpdates.MOST + 1))).isEmpty();
    assertThat(kept.keep(update(1))).as("made again after a stop").isPresent();
    assertThat(kept.steps()).hasSize(KeptUpdates.MOST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{\"schema\": 1}",
        "{\"schema\": 2}",
        "{\"schema\": 1, \"measured\": {\"a\": \"x\"}}"
      })
  void aFileThatIsNoneIsRefused(String text) throws IOException {
    Files.writeString(folder.resolve("step-1.json"), text);
    assertThatThrownBy(() -> new KeptUpdates(folder).of(1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step-1.json");
  }

  private static KeptUpdate update(long step) {
    return new KeptUpdate(
        step,
        "not finite",
        Map.of("loss", Double.NaN, "gradient_norm", Double.POSITIVE_INFINITY, "target_var", 0.1),
        -5,
        1e-3,
        0.999,
        List.of(
            new KeptUpdate.KeptBatch(
                step - 1, 2, 0, Long.MIN_VALUE, List.of(new KeptUpdate.KeptSample(3, "a\"b")))),
        "name: test\n");
  }
}
