package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SizesTest {
  /** Takes 2, 4 or 8 numbers whole. */
  private static final SizedEncoder ENCODER = new SizedEncoder(8);

  @Test
  void everyBatchHasAsManyTokens() {
    Sizes sizes = Sizes.of(ENCODER, 3);

    assertThat(List.of(sizes.batch(0), sizes.batch(1), sizes.batch(2))).containsExactly(12, 6, 3);
  }

  @Test
  void trainingTakesTheLargestSizeThatASampleFills() {
    Sizes sizes = Sizes.of(ENCODER, 1);

    assertThat(print(sizes.training(new Lengths(1, 2, 3, 4, 5, 7, 8, 9, 20, 2, 2, 2), Cut.FREELY)))
        .containsExactly("[0, 1, 2, 9, 10, 11]", "[3, 4, 5]", "[6, 7, 8]");
  }

  @Test
  void evaluationTakesTheSmallestSizeThatTakesASampleWhole() {
    Sizes sizes = Sizes.of(ENCODER, 1);

    assertThat(print(sizes.fitting(new Lengths(1, 2, 3, 4, 5, 7, 8, 9, 20))))
        .containsExactly("[0, 1]", "[2, 3]", "[4, 5, 6, 7, 8]");
  }

  @Test
  void trainingOnWholeSamplesTakesTheSmallestSizeThatTakesThem() {
    Sizes sizes = Sizes.of(ENCODER, 1);

    assertThat(print(sizes.training(new Lengths(1, 2, 1, 2, 3, 4, 5, 9), Cut.LONGEST)))
        .containsExactly("[0, 1, 2, 3]", "[4, 5]", "[6, 7]");
    assertThat(print(sizes.training(new Lengths(1, 2, 1, 2, 3, 4, 5, 9), Cut.NEVER)))
        .containsExactly("[0, 1, 2, 3]", "[4, 5]", "[6]");
    assertThat(print(sizes.training(new Lengths(1, 2, 8), Cut.NEVER)))
        .as("too few for a batch go into the next larger one, where they fit as well")
        .containsExactly("[]", "[0, 1]", "[2]");
  }

  @Test
  void samplesTooFewForABatchGoWithOthers() {
    Sizes sizes = Sizes.of(ENCODER, 2);

    assertThat(print(sizes.training(new Lengths(8, 8, 4, 4, 1), Cut.FREELY)))
        .containsExactly("[]", "[]", "[0, 1, 2, 3, 4]");
  }

  @Test
  void samplesOfUnknownLengthAreOfTheLargestSize() {
    assertThat(print(Sizes.of(ENCODER, 1).training(new TinyData(3, Set.of()), Cut.FREELY)))
        .containsExactly("[]", "[]", "[0, 1, 2]");
  }

  @Test
  void everySizeHasItsShareOfBatchesAndNoSampleIsLeftOut() throws InterruptedException {
    long[] lengths = LongStream.range(0, 60).map(i -> 1 + i % 9).toArray();
    Dataset data = new Lengths(lengths);
    long[] seen = new long[60];
    int[] batches = new int[3];
    for (Batch batch : batches(data, 0, 4 * 14)) {
      batches[batch.size()]++;
      assertThat(batch.inputs().get("x").shape().sizes())
          .containsExactly(batch.count(), 2 << batch.size());
      Arrays.stream(batch.samples()).forEach(sample -> seen[(int) sample]++);
    }

    // 21, 27 and 12 samples in batches of 8, 4 and 2: 2, 6 and 6 batches a round.
    assertThat(batches).containsExactly(8, 24, 24);
    assertThat(Arrays.stream(seen).min().orElseThrow()).isPositive();
  }

  @Test
  void batchesOfSizesAreTheSameFromAnyStart() throws InterruptedException {
    Dataset data = new Lengths(LongStream.range(0, 40).map(i -> 1 + i % 9).toArray());
    List<String> all = batches(data, 0, 20).stream().map(SizesTest::print).toList();

    assertThat(batches(data, 13, 7).stream().map(SizesTest::print)).isEqualTo(all.subList(13, 20));
  }

  private static List<Batch> batches(Dataset data, long first, int count)
      throws InterruptedException {
    List<Batch> batches = new ArrayList<>();
    try (Feeder feeder =
        new Feeder(
            data,
            ENCODER,
            TinyData.oneToken(),
            new Quarantine(data.size(), 0),
            new FeederSettings(2, 3, 5),
            Stride.from(first))) {
      for (int i = 0; i < count; i++) {
        batches.add(feeder.next().with(Duration.ZERO));
      }
    }
    return batches;
  }

  private static String print(Batch batch) {
    return batch.number()
        + " of size "
        + batch.size()
        + Arrays.toString(batch.samples())
        + batch.masks();
  }

  private static List<String> print(List<long[]> groups) {
    return groups.stream().map(Arrays::toString).toList();
  }

  /** Samples of these lengths. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Lengths(long... lengths) implements Dataset {
    @Override
    public long size() {
      return lengths.length;
    }

    @Override
    public Sample read(long index) {
      return TinyData.number(index);
    }

    @Override
    public OptionalLong length(long index) {
      return OptionalLong.of(lengths[(int) index]);
    }

    @Override
    public void close() {}
  }
}
