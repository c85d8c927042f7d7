package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FeederTest {
  @Test
  void everySampleComesOncePerEpochThoughBatchesSpanEpochs() throws InterruptedException {
    List<Batch> batches = batches(healthy(10), 4, 1, 0, 5);

    long[] samples = batches.stream().flatMapToLong(b -> Arrays.stream(b.samples())).toArray();
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(Arrays.stream(samples, 10 * epoch, 10 * epoch + 10).sorted().toArray())
          .isEqualTo(LongStream.range(0, 10).toArray());
    }
    assertThat(batches).extracting(Batch::epoch).containsExactly(0L, 0L, 0L, 1L, 1L);
    assertThat(batches).extracting(Batch::number).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aBatchHasItsSamplesOnTopOfEachOther() throws InterruptedException {
    Batch batch = batches(healthy(10), 3, 2, 0, 1).get(0);

    assertThat(batch.inputs().get("x").shape()).isEqualTo(Shape.of(3, 2));
    for (int i = 0; i < 3; i++) {
      assertThat(batch.inputs().get("x").floats()[2 * i]).isEqualTo((float) batch.samples()[i]);
    }
    assertThat(batch.valid()).containsExactly(3, 3, 3);
    assertThat(batch.masks()).allMatch(mask -> mask.count() == 1);
    assertThat(batch.corrupted().get("x").floats()[0]).isEqualTo(-1);
  }

  @Test
  void threadsAndTheFirstBatchChangeNothing() throws InterruptedException {
    Dataset data = new TinyData(12, Set.of(3L, 7L));
    List<String> alone = batches(data, 5, 1, 0, 9).stream().map(FeederTest::print).toList();

    assertThat(batches(data, 5, 8, 0, 9).stream().map(FeederTest::print)).isEqualTo(alone);
    assertThat(batches(data, 5, 3, 6, 3).stream().map(FeederTest::print))
        .isEqualTo(alone.subList(6, 9));
  }

  @Test
  void readersThatTakeTurnsHaveTheSameBatchesBetweenThem() throws InterruptedException {
    Dataset data = new TinyData(12, Set.of(3L, 7L));
    List<String> alone = batches(data, 5, 1, 2, 9).stream().map(FeederTest::print).toList();

    for (int reader = 0; reader < 3; reader++) {
      assertThat(batches(data, 5, 2, new Stride(2 + reader, 3), 3).stream().map(FeederTest::print))
          .containsExactly(alone.get(reader), alone.get(reader + 3), alone.get(reader + 6));
    }
  }

  @Test
  void aDamagedSampleIsReplacedAndCounted() throws InterruptedException {
    Quarantine quarantine = new Quarantine(10, 0.001);
    try (Feeder feeder =
        feeder(new TinyData(10, Set.of(4L)), quarantine, TinyData.oneToken(), 10)) {
      assertThat(feeder.next().samples()).doesNotContain(4L).hasSize(10);
    }
    assertThat(quarantine.damaged())
        .containsExactly(new Quarantine.Damaged(4, "sample 4: it is torn"));
  }

  @Test
  void tooManyDamagedSamplesEndTheRun() {
    Dataset data = new TinyData(20, Set.of(0L, 1L, 2L, 3L, 4L, 5L, 6L));
    try (Feeder feeder = feeder(data, new Quarantine(20, 0.001), TinyData.oneToken(), 12)) {
      assertThatThrownBy(
              () -> {
                feeder.next();
                feeder.next();
              })
          .isInstanceOf(UserError.class)
          .hasMessageContaining("of 20 samples can't be read, more than the 5 that are allowed")
          .hasMessageContaining("it is torn");
    }
  }

  @Test
  void dataOfDamagedSamplesOnlyIsAnError() {
    try (Feeder feeder =
        feeder(new TinyData(1, Set.of(0L)), new Quarantine(1, 0), TinyData.oneToken(), 1)) {
      assertThatThrownBy(feeder::next)
          .isInstanceOf(UserError.class)
          .hasMessageContaining("1 of 1 samples can't be read");
    }
  }

  @Test
  void aFailureOfAPluginNamesTheSample() {
    Dataset data = healthy(14);
    try (Feeder feeder = feeder(data, new Quarantine(14, 0), TinyData.oneToken(), 14)) {
      assertThatThrownBy(feeder::next)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("preparing n13 (sample 13) failed")
          .hasMessageContaining("thirteen");
    }
  }

  @Test
  void aStopEndsTheWaitForABatchThatNeverComes() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Dataset stalled = new Stalled(healthy(10), 3, never);
    AtomicInteger asked = new AtomicInteger();
    try (Feeder feeder = feeder(stalled, new Quarantine(10, 0), TinyData.oneToken(), 10)) {
      assertThat(feeder.next(() -> asked.incrementAndGet() > 3)).isEmpty();

      assertThat(feeder.loading())
          .anySatisfy(
              loading -> {
                assertThat(loading.sample()).isEqualTo(3);
                assertThat(loading.thread().getName()).startsWith("d2v-loader-");
                assertThat(loading.since()).isPositive();
              });
      never.countDown();
      assertThat(feeder.next(() -> false)).as("nothing was lost").isPresent();
    }
  }

  @Test
  void aSampleThatIsBeingReadAtTheEndIsNotDamaged() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    Dataset stalled = new Stalled(healthy(10), 3, never);
    Quarantine quarantine = new Quarantine(10, 0);
    AtomicInteger asked = new AtomicInteger();
    try (Feeder feeder = feeder(stalled, quarantine, TinyData.oneToken(), 10)) {
      assertThat(feeder.next(() -> asked.incrementAndGet() > 3)).isEmpty();
      assertThat(feeder.loading()).isNotEmpty();
    }
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            stalled,
            new TinyData.NumberEncoder(MaskAt.TOKENS),
            quarantine,
            new FeederSettings(10, 2, 1))) {
      assertThat(feeder.next(() -> asked.incrementAndGet() > 6)).isEmpty();
    }
    assertThat(quarantine.damaged()).isEmpty();
  }

  private record Stalled(Dataset good, long stalled, CountDownLatch until) implements Dataset {
    @Override
    public long size() {
      return good.size();
    }

    @Override
    public Sample read(long index) throws IOException {
      if (index == stalled) {
        try {
          until.await();
        } catch (InterruptedException closed) {
          throw new IOException(closed);
        }
      }
      return good.read(index);
    }

    @Override
    public void close() {}
  }

  @Test
  void aMaskOverPaddingIsRefused() {
    Masker overPadding =
        (grid, valid, random) -> {
          BitSet all = new BitSet();
          all.set(0, grid.tokens());
          return Mask.of(grid.tokens(), all);
        };
    try (Feeder feeder = feeder(healthy(3), new Quarantine(3, 0), overPadding, 2)) {
      assertThatThrownBy(feeder::next).hasMessageContaining("3 valid of 4 tokens is wanted");
    }
  }

  @Test
  void closingEndsTheThreads() throws InterruptedException {
    Feeder feeder = feeder(healthy(10), new Quarantine(10, 0), TinyData.oneToken(), 4);
    feeder.next();
    feeder.close();

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 10; i++) {
                feeder.next();
              }
            })
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void evaluationGivesEverySampleInOrderAndPadsTheLastBatch() throws InterruptedException {
    List<EvaluationFeeder.Row> rows = new ArrayList<>();
    try (EvaluationFeeder feeder =
        new EvaluationFeeder(
            new TinyData(7, Set.of(2L)),
            new TinyData.NumberEncoder(MaskAt.TOKENS),
            new Quarantine(7, 0),
            new FeederSettings(3, 2, 1))) {
      var next = feeder.next();
      while (next.isPresent()) {
        assertThat(next.get().inputs().get("x").shape()).isEqualTo(Shape.of(3, 2));
        assertThat(next.get().inputs().get("x").floats()[1]).isZero();
        rows.addAll(next.get().samples());
        next = feeder.next();
      }
    }
    assertThat(rows)
        .extracting(EvaluationFeeder.Row::index)
        .containsExactly(0L, 1L, 3L, 4L, 5L, 6L);
    assertThat(rows.get(1).answer().label()).hasValue(1);
  }

  private static Dataset healthy(long size) {
    return new TinyData(size, Set.of());
  }

  private static Feeder feeder(Dataset data, Quarantine quarantine, Masker masker, int batch) {
    return new Feeder(
        data,
        new TinyData.NumberEncoder(MaskAt.INPUT),
        masker,
        quarantine,
        new FeederSettings(batch, 2, 5),
        Stride.from(0));
  }

  private static List<Batch> batches(Dataset data, int batch, int threads, long first, int count)
      throws InterruptedException {
    return batches(data, batch, threads, Stride.from(first), count);
  }

  private static List<Batch> batches(Dataset data, int batch, int threads, Stride taken, int count)
      throws InterruptedException {
    List<Batch> batches = new ArrayList<>();
    try (Feeder feeder =
        new Feeder(
            data,
            new TinyData.NumberEncoder(MaskAt.INPUT),
            TinyData.oneToken(),
            new Quarantine(data.size(), 0.5),
            new FeederSettings(batch, threads, 5),
            taken)) {
      for (int i = 0; i < count; i++) {
        batches.add(feeder.next());
      }
    }
    return batches;
  }

  private static String print(Batch batch) {
    return batch.number()
        + Arrays.toString(batch.samples())
        + Arrays.toString(batch.inputs().get("x").floats())
        + Arrays.toString(batch.corrupted().get("x").floats())
        + batch.masks();
  }
}
