package io.d2v.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTest {
  @Test
  void theSameKeyGivesTheSameNumbersOnEveryVersion() {
    assertThat(Key.bits(1, 2, 3, Purpose.MASK)).isEqualTo(Key.bits(1, 2, 3, Purpose.MASK));
    // As JDK 17 drew them; any other value breaks the continuing of runs.
    assertThat(Key.of(1, 2, 3, Purpose.MASK).nextLong()).isEqualTo(8040486991201585589L);
    assertThat(Key.of(1, 2, 3, Purpose.MASK).nextInt(1000)).isEqualTo(261);
    assertThat(Key.of(1, 2, 3, Purpose.MASK).nextDouble()).isEqualTo(0.4358756731851098);
  }

  @Test
  void everyPartOfTheKeyMatters() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 8; seed++) {
      for (long epoch = 0; epoch < 8; epoch++) {
        for (long sample = 0; sample < 64; sample++) {
          for (Purpose purpose : Purpose.values()) {
            assertThat(seen.add(Key.bits(seed, epoch, sample, purpose))).isTrue();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 16, 17, 1000, 4097})
  void anEpochHasEverySampleOnce(long size) {
    EpochOrder order = new EpochOrder(7, 1, size);

    assertThat(LongStream.range(0, size).map(order::sample).sorted().toArray())
        .isEqualTo(LongStream.range(0, size).toArray());
  }

  @Test
  void eachEpochHasItsOwnOrder() {
    long same =
        LongStream.range(0, 1000)
            .filter(
                p -> new EpochOrder(7, 0, 1000).sample(p) == new EpochOrder(7, 1, 1000).sample(p))
            .count();

    assertThat(same).isLessThan(10);
  }

  @Test
  void neighboursAreSpreadEvenly() {
    // Mean distance of two independent uniform places in [0, n) is n / 3.
    EpochOrder order = new EpochOrder(3, 0, 10_000);
    double distance =
        LongStream.range(1, 10_000)
            .map(p -> Math.abs(order.sample(p) - order.sample(p - 1)))
            .average()
            .orElseThrow();

    assertThat(distance).isBetween(3200.0, 3467.0);
  }

  @Test
  void anyPlaceOfAnEnormousEpochIsKnownAtOnce() {
    long size = 3_000_000_000_000L;
    assertThat(new EpochOrder(1, 0, size).sample(size - 1)).isBetween(0L, size - 1);
    assertThatThrownBy(() -> new EpochOrder(1, 0, 5).sample(5))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
