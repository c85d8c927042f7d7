package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PoolTest {
  private static final long MIB = 1 << 20;

  private final Pool pool = new Pool();

  @Test
  void whatIsGivenBackIsTakenAgain() {
    for (int i = 0; i < 10; i++) {
      pool.giveBack(pool.take(MIB));
    }
    assertThat(pool.written()).isEqualTo(MIB);
  }

  @Test
  void ofRegionsWhatWasWrittenCounts() {
    pool.take(MIB / 2);
    assertThat(pool.written()).isEqualTo(MIB / 2);
    pool.take(MIB);
    assertThat(pool.written()).isEqualTo(MIB + MIB / 2);
  }

  @Test
  void gapsBesideOneAnotherAreOne() {
    Pool.Piece first = pool.take(MIB / 2);
    Pool.Piece second = pool.take(MIB / 2);
    pool.take(MIB / 4);
    pool.giveBack(first);
    pool.giveBack(second);
    pool.take(MIB);
    assertThat(pool.written()).isEqualTo(MIB + MIB / 4);
  }

  @Test
  void aGapThatIsTooSmallIsLost() {
    Pool.Piece gap = pool.take(MIB);
    pool.take(MIB / 2);
    pool.giveBack(gap);
    pool.take(3 * MIB);
    assertThat(pool.written()).isEqualTo(4 * MIB + MIB / 2);
  }

  @Test
  void theSmallestGapThatIsLargeEnoughIsTaken() {
    Pool.Piece large = pool.take(8 * MIB);
    Pool.Piece small = pool.take(MIB);
    pool.take(3 * MIB / 4); // so that the two gaps stay two
    pool.giveBack(large);
    pool.giveBack(small);
    pool.take(MIB);
    pool.take(8 * MIB);
    assertThat(pool.written()).isEqualTo(9 * MIB + 3 * MIB / 4);
  }
}
