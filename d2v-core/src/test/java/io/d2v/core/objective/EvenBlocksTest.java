package io.d2v.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.core.objective.EvenBlocks.Choice;
import io.d2v.testkit.MaskFixture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvenBlocksTest {
  private static final int SIDE = 14;
  private static final Grid IMAGE = Grid.plane(SIDE, SIDE);

  @Tag("golden")
  @ParameterizedTest
  @ValueSource(strings = {"v2_block_2d_inverse", "v2_block_2d_plain"})
  void imagesHaveTheReferencesCountsAndPieces(String strategy) {
    MaskFixture reference = fixture(strategy);
    EvenBlocks masker = masker(reference, strategy.endsWith("inverse"));
    List<BitSet> masks = draw(random -> bits(masker.mask(IMAGE, IMAGE.tokens(), random)));
    int count = (int) reference.number("count_mean");
    assertThat(reference.number("count_min")).isEqualTo(reference.number("count_max"));
    assertThat(masks).allMatch(mask -> mask.cardinality() == count);
    assertThat(masker.most(IMAGE)).isEqualTo(count);
    checkPlane(reference, masks);
  }

  @Tag("golden")
  @Test
  void blocksOfImagesAloneAreTheReferences() {
    MaskFixture reference = fixture("v2_block_2d_inverse_raw");
    EvenBlocks masker = masker(reference, true);
    List<BitSet> masks = draw(random -> rest(masker.blocks(IMAGE, random), IMAGE.tokens()));
    check(masks, BitSet::cardinality, reference.number("count_mean"));
    checkPlane(reference, masks);
  }

  private static void checkPlane(MaskFixture reference, List<BitSet> masks) {
    int tokens = IMAGE.tokens();
    check(masks, m -> pieces(m).size(), components(reference, "masked", "components_per_draw"));
    check(masks, m -> largest(pieces(m)), components(reference, "masked", "largest_component"));
    check(
        masks,
        m -> pieces(rest(m, tokens)).size(),
        components(reference, "visible", "components_per_draw"));
    check(
        masks,
        m -> largest(pieces(rest(m, tokens))),
        components(reference, "visible", "largest_component"));
    check(masks, EvenBlocksTest::agreement, reference.number("neighbour_agreement"));
    check(masks, EvenBlocksTest::corners, reference.number("masked_probability_corner"));
    check(masks, EvenBlocksTest::edges, reference.number("masked_probability_edge"));
  }

  @Tag("golden")
  @Test
  void soundHasTheReferencesCountsAndRuns() {
    MaskFixture reference = fixture("v2_block_1d");
    int tokens = (int) reference.number("positions");
    Grid line = Grid.line(tokens);
    EvenBlocks masker = masker(reference, false);
    List<BitSet> masks = draw(random -> bits(masker.mask(line, tokens, random)));
    int count = (int) reference.number("count_mean");
    assertThat(masks).allMatch(mask -> mask.cardinality() == count);
    checkLine(reference, masks, tokens);
  }

  @Tag("golden")
  @Test
  void blocksOfSoundAloneAreTheReferences() {
    MaskFixture reference = fixture("v2_block_1d_raw");
    int tokens = (int) reference.number("positions");
    EvenBlocks masker = masker(reference, false);
    List<BitSet> masks = draw(random -> masker.blocks(Grid.line(tokens), random));
    check(masks, BitSet::cardinality, reference.number("count_mean"));
    checkLine(reference, masks, tokens);
  }

  private static void checkLine(MaskFixture reference, List<BitSet> masks, int tokens) {
    check(masks, EvenBlocksTest::runs, reference.number("runs_per_draw_mean"));
    double[] first = reference.numbers("first_5_positions");
    double[] last = reference.numbers("last_5_positions");
    for (int i = 0; i < first.length; i++) {
      int from = i;
      check(masks, mask -> mask.get(from) ? 1 : 0, first[i]);
      int to = tokens - last.length + i;
      check(masks, mask -> mask.get(to) ? 1 : 0, last[i]);
    }
  }

  @Test
  void textKeepsAWholeNumberRoundedDown() {
    EvenBlocks masker = new EvenBlocks(new Choice(0.48, 1, 0, true));
    assertThat(masker.most(Grid.line(16))).as("as in the reference's step").isEqualTo(8);
    assertThat(masker.most(Grid.line(512))).isEqualTo(512 - 266);
  }

  @Test
  void shorterSamplesHideFewerAndLeaveNoMoreVisibleThanPaddingCanFill() {
    for (Choice choice :
        List.of(
            new Choice(0.5, 5, 0.05, false),
            new Choice(0.05, 2, 0, false),
            new Choice(0.95, 2, 0, true))) {
      EvenBlocks masker = new EvenBlocks(choice);
      Grid grid = Grid.line(40);
      for (int valid = 1; valid <= 40; valid++) {
        Mask mask = masker.mask(grid, valid, new SplittableRandom(valid));
        assertThat(valid - mask.count()).isBetween(1, 40 - masker.most(grid));
        assertThat(VisibleBatch.Split.of(mask, valid, masker.most(grid)).hidden())
            .hasSize(masker.most(grid));
      }
    }
  }

  @Test
  void aPlaneHasToBeWhole() {
    EvenBlocks masker = new EvenBlocks(new Choice(0.8, 3, 0, true));
    assertThatThrownBy(() -> masker.mask(IMAGE, 12, new SplittableRandom(1)))
        .hasMessageContaining("whole grid");
  }

  private static MaskFixture fixture(String strategy) {
    return MaskFixture.of(EvenBlocksTest.class.getResource("/fixtures/stats/masks.json"), strategy);
  }

  private static EvenBlocks masker(MaskFixture reference, boolean inverse) {
    return new EvenBlocks(
        new Choice(
            reference.number("settings", "mask_prob"),
            (int) reference.number("settings", "mask_length"),
            reference.number("settings", "mask_prob_adjust"),
            inverse));
  }

  private interface Draw {
    BitSet of(RandomGenerator random);
  }

  private static List<BitSet> draw(Draw draw) {
    return IntStream.range(0, MaskFixture.DRAWS)
        .mapToObj(key -> draw.of(new SplittableRandom(key)))
        .toList();
  }

  /** Equal within five standard errors of the difference of two means of as many draws. */
  private static void check(List<BitSet> masks, ToDoubleFunction<BitSet> value, double expected) {
    double[] values = masks.stream().mapToDouble(value).toArray();
    double mean = DoubleStream.of(values).average().orElseThrow();
    double variance =
        DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean).isCloseTo(expected, within(5 * Math.sqrt(2 * variance / MaskFixture.DRAWS)));
  }

  private static BitSet bits(Mask mask) {
    BitSet bits = new BitSet();
    mask.indices().forEach(bits::set);
    return bits;
  }

  private static BitSet rest(BitSet mask, int tokens) {
    BitSet rest = (BitSet) mask.clone();
    rest.flip(0, tokens);
    return rest;
  }

  private static double components(MaskFixture reference, String kind, String number) {
    return reference.number(kind + "_components_4conn", number + "_mean");
  }

  private static double runs(BitSet mask) {
    return mask.stream().filter(token -> token == 0 || !mask.get(token - 1)).count();
  }

  private static double largest(List<Integer> pieces) {
    return pieces.isEmpty() ? 0 : Collections.max(pieces);
  }

  /** Sizes of the connected pieces; neighbours are above, below, left and right. */
  private static List<Integer> pieces(BitSet patches) {
    BitSet left = (BitSet) patches.clone();
    List<Integer> sizes = new ArrayList<>();
    for (int seed = left.nextSetBit(0); seed >= 0; seed = left.nextSetBit(0)) {
      ArrayDeque<Integer> edge = new ArrayDeque<>(List.of(seed));
      left.clear(seed);
      int size = 0;
      while (!edge.isEmpty()) {
        int patch = edge.remove();
        size++;
        for (int next : neighbours(patch)) {
          if (left.get(next)) {
            left.clear(next);
            edge.add(next);
          }
        }
      }
      sizes.add(size);
    }
    return sizes;
  }

  private static int[] neighbours(int patch) {
    IntStream.Builder found = IntStream.builder();
    if (patch % SIDE > 0) {
      found.add(patch - 1);
    }
    if (patch % SIDE < SIDE - 1) {
      found.add(patch + 1);
    }
    if (patch >= SIDE) {
      found.add(patch - SIDE);
    }
    if (patch < SIDE * (SIDE - 1)) {
      found.add(patch + SIDE);
    }
    return found.build().toArray();
  }

  /** The share of neighbours that are both masked or both visible. */
  private static double agreement(BitSet mask) {
    int alike = 0;
    for (int i = 0; i < IMAGE.tokens(); i++) {
      alike += i % SIDE < SIDE - 1 && mask.get(i) == mask.get(i + 1) ? 1 : 0;
      alike += i + SIDE < IMAGE.tokens() && mask.get(i) == mask.get(i + SIDE) ? 1 : 0;
    }
    return alike / (2.0 * SIDE * (SIDE - 1));
  }

  private static double corners(BitSet mask) {
    int last = IMAGE.tokens() - 1;
    return IntStream.of(0, SIDE - 1, last - SIDE + 1, last).filter(mask::get).count() / 4.0;
  }

  private static double edges(BitSet mask) {
    int[] border =
        IntStream.range(0, IMAGE.tokens())
            .filter(
                i -> i < SIDE || i >= SIDE * (SIDE - 1) || i % SIDE == 0 || i % SIDE == SIDE - 1)
            .toArray();
    return (double) IntStream.of(border).filter(mask::get).count() / border.length;
  }
}
