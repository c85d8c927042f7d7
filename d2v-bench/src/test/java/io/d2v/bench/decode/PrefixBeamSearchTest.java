package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.bench.decode.BeamSettings.Merging;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefixBeamSearchTest {
  private static final Letters LETTERS = Letters.of(List.of("<pad>", "|", "A", "B"));

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void aWideBeamFindsWhatAllPathsTogetherFind(long seed) {
    Emissions emissions = AllPaths.random(6, LETTERS.size(), seed);
    List<Map.Entry<List<Integer>, Double>> all =
        AllPaths.spelled(emissions, LETTERS, 0, Merging.SUM).entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    List<Hypothesis> found = wide(5000).decode(emissions, 20);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).score()).isEqualTo(all.get(i).getValue(), within(1e-9));
      int[] ids = all.get(i).getKey().stream().mapToInt(Integer::intValue).toArray();
      assertThat(found.get(i).text()).isEqualTo(LETTERS.text(ids));
    }
  }

  @Test
  void manyUnlikelyPathsOutweighTheLikeliest() {
    // Best path: blank, blank. A comes by three paths of 0.24, 0.24 and 0.16.
    Emissions emissions = probabilities(2, 0.6, 0, 0.4, 0, 0.6, 0, 0.4, 0);
    assertThat(BestPath.decode(emissions, 0)).isEmpty();
    Hypothesis best = wide(10).decode(emissions);
    assertThat(best.text()).isEqualTo("A");
    assertThat(best.acoustic()).isEqualTo(Math.log(0.64), within(1e-6));
  }

  @Test
  void aLetterComesTwiceBehindABlankAlone() {
    assertThat(wide(10).decode(probabilities(2, 0, 0, 1, 0, 0, 0, 1, 0)).text()).isEqualTo("A");
    assertThat(wide(10).decode(probabilities(3, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0)).text())
        .isEqualTo("AA");
  }

  @Test
  void equalScoresAlwaysGiveTheSameOrder() {
    Emissions even = Emissions.ofLogits(new float[20], 5, 4);
    List<Hypothesis> first = wide(7).decode(even, 7);
    for (int i = 0; i < 3; i++) {
      assertThat(wide(7).decode(even, 7)).isEqualTo(first);
    }
  }

  @Test
  void noFramesAreNoWordsAndAnotherAlphabetIsRefused() {
    assertThat(wide(5).decode(new Emissions(new float[0], 0, 4)).words()).isEmpty();
    assertThatThrownBy(() -> wide(5).decode(new Emissions(new float[3], 1, 3)))
        .hasMessageContaining("alphabet of 4");
  }

  private static Decoder wide(int beam) {
    return new PrefixBeamSearch(
        LETTERS,
        new BeamSettings(
            beam, Double.POSITIVE_INFINITY, 0, 0, Double.NEGATIVE_INFINITY, 0, Merging.SUM));
  }

  private static Emissions probabilities(int frames, double... values) {
    float[] logarithms = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      logarithms[i] = (float) Math.log(values[i]);
    }
    return new Emissions(logarithms, frames, values.length / frames);
  }
}
