package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GramsTest {
  @Test
  void pairsAreNumberedAsTheyComeAndFoundAgainAfterGrowing() {
    Grams grams = new Grams(0);
    for (int before = -1; before < 100; before++) {
      for (int next = -1; next < 50; next++) {
        assertThat(grams.find(before, next)).isNegative();
        assertThat(grams.add(before, next)).isEqualTo((before + 1) * 51 + next + 1);
      }
    }
    assertThat(grams.size()).isEqualTo(101 * 51);
    assertThat(grams.add(7, 3)).isEqualTo(8 * 51 + 4);
    assertThat(grams.before(8 * 51 + 4)).isEqualTo(7);
    assertThat(grams.next(8 * 51 + 4)).isEqualTo(3);
    assertThat(grams.next(0)).isEqualTo(-1);
    grams.clear();
    assertThat(grams.find(7, 3)).isNegative();
    assertThat(grams.add(7, 3)).isZero();
  }

  @Test
  void aValueIsSelectedAsSortingWouldPlaceIt() {
    SplittableRandom random = new SplittableRandom(4);
    for (int size = 1; size < 60; size++) {
      double[] values = random.ints(size, -9, 9).asDoubleStream().toArray();
      values[0] = Double.NEGATIVE_INFINITY;
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      for (int count = 1; count <= size; count++) {
        assertThat(Selection.largest(count, values)).isEqualTo(sorted[size - count]);
      }
    }
  }
}
