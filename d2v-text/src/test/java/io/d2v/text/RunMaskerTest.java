package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.testkit.MaskFixture;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RunMaskerTest {
  private static final Grid GRID = Grid.line(512);

  @Tag("golden")
  @Test
  void runsHaveTheReferencesShareSpreadAndLengths() {
    MaskFixture reference =
        MaskFixture.of(
            RunMaskerTest.class.getResource("/fixtures/stats/masks.json"), "text_mask_tokens");
    List<Mask> masks = draw(new RunMasker(new RunMasker.Choice(0.35, 4, false)), MaskFixture.DRAWS);
    double error =
        reference.number("masked_fraction_std") * Math.sqrt(2.0 / MaskFixture.DRAWS) * 512;

    assertThat(masks.stream().mapToInt(Mask::count).average().orElseThrow())
        .isCloseTo(reference.number("count_mean"), within(5 * error));
    double spread = reference.number("masked_fraction_std") * 512;
    assertThat(deviation(masks)).isCloseTo(spread, within(0.2 * spread));
    double runs = masks.stream().mapToLong(RunMaskerTest::runs).average().orElseThrow();
    assertThat(runs).isCloseTo(reference.number("runs_per_draw_mean"), within(0.3));
  }

  @Test
  void runsOfOneAreBerts() {
    List<Mask> masks = draw(new RunMasker(new RunMasker.Choice(0.15, 1, false)), 500);

    assertThat(masks).allMatch(mask -> mask.count() == 76 || mask.count() == 77);
    assertThat(masks.stream().mapToInt(Mask::count).average().orElseThrow())
        .isCloseTo(0.15 * 512, within(0.2));
  }

  private static List<Mask> draw(RunMasker masker, int draws) {
    return IntStream.range(0, draws)
        .mapToObj(key -> masker.mask(GRID, GRID.tokens(), new SplittableRandom(key)))
        .toList();
  }

  private static double deviation(List<Mask> masks) {
    double mean = masks.stream().mapToInt(Mask::count).average().orElseThrow();
    double squares =
        masks.stream().mapToDouble(mask -> (mask.count() - mean) * (mask.count() - mean)).sum();
    return Math.sqrt(squares / (masks.size() - 1));
  }

  private static long runs(Mask mask) {
    return mask.indices().filter(token -> token == 0 || !mask.contains(token - 1)).count();
  }
}
