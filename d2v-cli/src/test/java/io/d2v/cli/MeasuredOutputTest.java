package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MeasuredOutputTest {
  private static final List<String> SHOWN =
      List.of(
          "training for 300 steps", "step 70/300  loss 3.5", "features  k-NN", "--------", "...");

  @Test
  void numbersAndWidthsAreOthersEachTime() {
    assertThatCode(() -> check("training for 9 steps", "features     k-NN", "-----", "a", "b"))
        .doesNotThrowAnyException();
    assertThatCode(
            () ->
                check(
                    "training for 3,000 steps",
                    "step 7/30 loss 1.2e-05",
                    "step 8/30 loss 0",
                    "features k-NN",
                    "---"))
        .doesNotThrowAnyException();
  }

  @Test
  void wordsAreCompared() {
    assertThatThrownBy(() -> check("training for 9 updates", "features k-NN", "-----"))
        .hasMessageContaining("page:3");
    assertThatThrownBy(() -> check("training for many steps", "features k-NN", "-----"))
        .hasMessageContaining("page:3");
    assertThatThrownBy(() -> check("training for 9 steps", "features", "-----"))
        .hasMessageContaining("page:3");
  }

  private static void check(String... said) {
    new MeasuredOutput(SHOWN).check("page:3", List.of(said));
  }
}
