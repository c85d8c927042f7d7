package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BestPathTest {
  @Test
  void aLetterComesTwiceOnlyWithABlankBetween() {
    assertThat(BestPath.collapse(new int[] {1, 1, 0, 1, 2, 2, 0, 0}, 0)).containsExactly(1, 1, 2);
    assertThat(BestPath.collapse(new int[] {2, 2, 2}, 2)).isEmpty();
    assertThat(BestPath.collapse(new int[0], 0)).isEmpty();
  }

  @Test
  void ofEqualLettersTheFirstIsTaken() {
    Emissions even = Emissions.ofLogits(new float[] {1, 3, 3, 2, 2, 2}, 2, 3);
    assertThat(BestPath.decode(even, 0)).containsExactly(1);
  }

  @Test
  void emissionsAreLogarithmsOfProbabilitiesThatSumToOne() {
    Emissions emissions = Emissions.ofLogits(new float[] {1000, 1001, -1000}, 1, 3);
    double sum = 0;
    for (int letter = 0; letter < emissions.letters(); letter++) {
      sum += Math.exp(emissions.at(0, letter));
    }
    assertThat(sum).isEqualTo(1, within(1e-6));
  }

  @Test
  void scoresThatAreNoNumbersAreNamedByFrameAndLetter() {
    float[] scores = {0, 0, 0, Float.NaN};
    assertThatThrownBy(() -> Emissions.ofLogits(scores, 2, 2)).hasMessageContaining("frame 1");
    assertThatThrownBy(() -> new Emissions(new float[] {-1, 2}, 1, 2))
        .hasMessageContaining("letter 1");
    assertThatThrownBy(() -> new Emissions(new float[3], 2, 2)).hasMessageContaining("3 values");
  }
}
