package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ShownOutputTest {
  private static final List<String> SAID = List.of("loss 3.25 of 8", "a", "b", "saved");

  @Test
  void threeDotsStandForWhatVaries() {
    assertThatCode(() -> check("loss ... of 8", "...", "saved")).doesNotThrowAnyException();
    assertThatCode(() -> check("loss 3.25 of ...", "a", "b", "...", "saved"))
        .doesNotThrowAnyException();
  }

  @Test
  void allElseIsCompared() {
    assertThatThrownBy(() -> check("loss ... of 9", "...", "saved")).hasMessageContaining("page:3");
    assertThatThrownBy(() -> check("loss ... of 8", "a", "saved")).hasMessageContaining("page:3");
    assertThatThrownBy(() -> check("loss ... of 8", "a", "b")).hasMessageContaining("page:3");
  }

  private static void check(String... lines) {
    new ShownOutput(List.of(lines)).check("page:3", SAID);
  }
}
