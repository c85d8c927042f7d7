package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.testkit.MaskFixture;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockMaskerTest {
  private static final int SIDE = 14;
  private static final Grid GRID = Grid.plane(SIDE, SIDE);

  @Tag("golden")
  @ParameterizedTest
  @CsvSource({"beit_block, 120", "beit_block_75, 75"})
  void masksHaveTheReferencesShareSpreadAndPieces(String strategy, int masked) {
    MaskFixture reference =
        MaskFixture.of(BlockMaskerTest.class.getResource("/fixtures/stats/masks.json"), strategy);
    List<BitSet> masks = draw(new BlockMasker(new BlockMasker.Choice(masked, 16, 0.3)));
    check(masks, BitSet::cardinality, reference.number("count_mean"));
    check(
        masks,
        mask -> pieces(mask).count(),
        components(reference, "masked", "components_per_draw_mean"));
    check(
        masks,
        mask -> pieces(mask).largest(),
        components(reference, "masked", "largest_component_mean"));
    check(
        masks,
        mask -> pieces(rest(mask)).count(),
        components(reference, "visible", "components_per_draw_mean"));
    check(
        masks,
        mask -> pieces(rest(mask)).largest(),
        components(reference, "visible", "largest_component_mean"));
    check(masks, BlockMaskerTest::agreement, reference.number("neighbour_agreement"));
    check(masks, BlockMaskerTest::corners, reference.number("masked_probability_corner"));
    double spread = reference.number("masked_fraction_std") * GRID.tokens();
    assertThat(deviation(masks.stream().mapToDouble(BitSet::cardinality).toArray()))
        .isCloseTo(spread, within(0.2 * spread));
  }

  @Test
  void aLineOfTokensIsNoPlaceForBlocks() {
    BlockMasker masker = new BlockMasker(new BlockMasker.Choice(4, 1, 0.3));
    assertThatThrownBy(() -> masker.mask(Grid.line(9), 9, new SplittableRandom(1)))
        .hasMessageContaining("rows and columns");
  }

  /** Equal within five standard errors of the difference of two means of as many draws. */
  private static void check(List<BitSet> masks, ToDoubleFunction<BitSet> value, double expected) {
    double[] values = masks.stream().mapToDouble(value).toArray();
    double error = deviation(values) * Math.sqrt(2.0 / MaskFixture.DRAWS);
    assertThat(mean(values)).isCloseTo(expected, within(5 * error));
  }

  private static List<BitSet> draw(BlockMasker masker) {
    return IntStream.range(0, MaskFixture.DRAWS)
        .mapToObj(key -> bits(masker.mask(GRID, GRID.tokens(), new SplittableRandom(key))))
        .toList();
  }

  private static BitSet bits(Mask mask) {
    BitSet bits = new BitSet();
    mask.indices().forEach(bits::set);
    return bits;
  }

  private static BitSet rest(BitSet mask) {
    BitSet rest = (BitSet) mask.clone();
    rest.flip(0, GRID.tokens());
    return rest;
  }

  private static Components pieces(BitSet patches) {
    return Components.of(patches, SIDE);
  }

  private static double components(MaskFixture reference, String kind, String number) {
    return reference.number(kind + "_components_4conn", number);
  }

  /** The share of neighbours that are both masked or both visible. */
  private static double agreement(BitSet mask) {
    int alike = 0;
    for (int i = 0; i < GRID.tokens(); i++) {
      alike += i % SIDE < SIDE - 1 && mask.get(i) == mask.get(i + 1) ? 1 : 0;
      alike += i + SIDE < GRID.tokens() && mask.get(i) == mask.get(i + SIDE) ? 1 : 0;
    }
    return alike / (2.0 * SIDE * (SIDE - 1));
  }

  private static double corners(BitSet mask) {
    int last = GRID.tokens() - 1;
    return IntStream.of(0, SIDE - 1, last - SIDE + 1, last).filter(mask::get).count() / 4.0;
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
