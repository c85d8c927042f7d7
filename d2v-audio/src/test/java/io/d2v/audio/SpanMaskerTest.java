package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Grid;
import io.d2v.api.Mask;
import io.d2v.testkit.MaskFixture;
import java.util.ArrayList;
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

class SpanMaskerTest {
  /** {@code min_masks} of the reference's wav2vec 2.0, data2vec and data2vec 2.0. */
  private static final int LEAST = 1;

  private static final SpanMasker PUBLISHED =
      new SpanMasker(new SpanMasker.Choice(0.65, 10, LEAST, true));

  @Tag("golden")
  @ParameterizedTest
  @ValueSource(strings = {"wav2vec2_span_batch1", "wav2vec2_span_batch8", "v2_audio_online"})
  void masksHaveTheReferencesSharesAndRuns(String strategy) {
    MaskFixture reference =
        MaskFixture.of(SpanMaskerTest.class.getResource("/fixtures/stats/masks.json"), strategy);
    int batch = (int) reference.number("batch");
    List<Mask> masks = draw(reference, batch);
    check(reference, batch, masks, Mask::count, reference.number("count_mean"));
    check(reference, batch, masks, m -> runs(m).size(), reference.number("runs_per_draw_mean"));
    double[] first = reference.numbers("first_5_positions");
    double[] last = reference.numbers("last_5_positions");
    int tokens = (int) reference.number("positions");
    for (int i = 0; i < first.length; i++) {
      int from = i;
      check(reference, 1, masks, mask -> mask.contains(from) ? 1 : 0, first[i]);
      int to = tokens - last.length + i;
      check(reference, 1, masks, mask -> mask.contains(to) ? 1 : 0, last[i]);
    }
  }

  @Tag("golden")
  @Test
  void paddedSamplesAreMaskedAsInTheReference() {
    MaskFixture reference =
        MaskFixture.of(
            SpanMaskerTest.class.getResource("/fixtures/stats/masks.json"),
            "wav2vec2_span_padded_batch4");
    int batch = (int) reference.number("batch");
    List<Mask> masks = draw(reference, batch);
    check(reference, batch, masks, Mask::count, reference.number("count_mean"));
    assertThat(reference.number("masked_in_padding")).isZero();
  }

  @Test
  void theRowsOfABatchHaveOneCount() {
    Grid grid = Grid.line(100);
    List<Mask> masks =
        IntStream.of(100, 70, 100)
            .mapToObj(valid -> PUBLISHED.mask(grid, valid, new SplittableRandom(valid)))
            .toList();
    assertThat(PUBLISHED.together(masks, new SplittableRandom(1)))
        .extracting(Mask::count)
        .containsOnly(masks.get(1).count());
    SpanMasker each = new SpanMasker(new SpanMasker.Choice(0.65, 10, 1, false));
    assertThat(each.together(masks, new SplittableRandom(1))).isEqualTo(masks);
  }

  @Test
  void aSpanBeginsEverywhereWhereItFits() {
    SpanMasker one = new SpanMasker(new SpanMasker.Choice(0.01, 10, 1, true));
    List<Integer> starts =
        IntStream.range(0, 500)
            .map(
                key ->
                    one.mask(Grid.line(16), 16, new SplittableRandom(key))
                        .indices()
                        .min()
                        .orElseThrow())
            .distinct()
            .sorted()
            .boxed()
            .toList();
    assertThat(starts).containsExactly(0, 1, 2, 3, 4, 5);
  }

  /** Equal within five standard errors of the difference of two means of as many draws. */
  private static void check(
      MaskFixture reference,
      int together,
      List<Mask> masks,
      ToDoubleFunction<Mask> value,
      double expected) {
    double[] values = masks.stream().mapToDouble(value).toArray();
    double mean = DoubleStream.of(values).average().orElseThrow();
    double deviation =
        Math.sqrt(DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    double error = deviation * Math.sqrt(2.0 * together / reference.number("draws"));
    assertThat(mean).isCloseTo(expected, within(5 * error + 1e-9));
  }

  private static List<Mask> draw(MaskFixture reference, int batch) {
    Grid grid = Grid.line((int) reference.number("positions"));
    double[] lengths =
        reference.json().contains("\"lengths\"")
            ? reference.numbers("lengths")
            : new double[] {grid.tokens()};
    SpanMasker masker =
        new SpanMasker(
            new SpanMasker.Choice(
                reference.number("mask_prob"), (int) reference.number("mask_length"), LEAST, true));
    List<Mask> masks = new ArrayList<>();
    int draws = (int) reference.number("draws");
    while (masks.size() < draws) {
      RandomGenerator random = new SplittableRandom(masks.size());
      List<Mask> apart =
          IntStream.range(0, batch)
              .mapToObj(row -> masker.mask(grid, (int) lengths[row % lengths.length], random))
              .toList();
      masks.addAll(masker.together(apart, random));
    }
    return masks;
  }

  /** Lengths of what is masked without a gap. */
  private static List<Integer> runs(Mask mask) {
    List<Integer> runs = new ArrayList<>();
    int length = 0;
    for (int token = 0; token <= mask.tokens(); token++) {
      if (token < mask.tokens() && mask.contains(token)) {
        length++;
      } else if (length > 0) {
        runs.add(length);
        length = 0;
      }
    }
    return runs;
  }
}
