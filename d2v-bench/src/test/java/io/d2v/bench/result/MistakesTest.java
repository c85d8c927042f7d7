package io.d2v.bench.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.result.Mistakes.Count;
import java.util.List;
import org.junit.jupiter.api.Test;

class MistakesTest {
  @Test
  void theMostFrequentComeFirstAndRightOnesAreNone() {
    Mistakes mistakes =
        Mistakes.of(
            "dev",
            List.of("cat", "dog", "cow"),
            List.of(0, 0, 1, 1, 1, 2),
            List.of(0, 1, 2, 2, 1, 2));

    assertThat(mistakes.worst(5)).containsExactly(new Count(1, 2, 2), new Count(0, 1, 1));
    assertThat(mistakes.worst(1)).hasSize(1);
    assertThat(mistakes.count(2, 2)).isEqualTo(1);
    assertThat(mistakes.count(2, 0)).isZero();
  }
}
