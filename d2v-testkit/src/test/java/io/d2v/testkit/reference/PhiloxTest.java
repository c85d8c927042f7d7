package io.d2v.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  /** The known answers that come with Random123 1.14. */
  @Test
  void givesThePublishedWords() {
    assertThat(Philox.block(new int[4], new int[2]))
        .containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    assertThat(Philox.block(new int[] {-1, -1, -1, -1}, new int[] {-1, -1}))
        .containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    assertThat(
            Philox.block(
                new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
                new int[] {0xa4093822, 0x299f31d0}))
        .containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Test
  void numbersFillTheUnitIntervalEvenly() {
    double[] numbers = Philox.uniform(10_001, new int[] {7, -9}, 0xfedcba9876543210L);
    assertThat(Arrays.stream(numbers).min().orElseThrow()).isBetween(0.0, 0.001);
    assertThat(Arrays.stream(numbers).max().orElseThrow()).isBetween(0.999, 0.9999999);
    assertThat(Arrays.stream(numbers).average().orElseThrow()).isBetween(0.49, 0.51);
  }

  @Test
  void aShorterTensorIsTheBeginningOfALongerOne() {
    int[] key = {1, 2};
    assertThat(Philox.uniform(5, key, 3)).isEqualTo(Arrays.copyOf(Philox.uniform(9, key, 3), 5));
  }

  @Test
  void anotherSiteOrKeyGivesOtherNumbers() {
    double[] numbers = Philox.uniform(4, new int[] {1, 2}, 3);
    assertThat(Philox.uniform(4, new int[] {1, 2}, 3L + (1L << 32))).isNotEqualTo(numbers);
    assertThat(Philox.uniform(4, new int[] {1, 3}, 3)).isNotEqualTo(numbers);
  }
}
