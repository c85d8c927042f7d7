package io.d2v.files.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameBlockTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 1_431_655_754, 1_431_655_766, 2_000_000_000, Integer.MAX_VALUE - 16})
  void anArrayThatGrowsHoldsWhatItHasTo(int least) {
    assertThat(NameBlock.grown(least)).isBetween(least + 1, Integer.MAX_VALUE - 8);
  }

  @Test
  void moreNamesThanOneArrayHoldsAreRefusedByTheArchivesName() {
    NameBlock block = new NameBlock("huge.tar", 10);
    block.add("12345");
    assertThatCode(() -> block.add("67890")).doesNotThrowAnyException();
    assertThatThrownBy(() -> block.add("x"))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("huge.tar: refused", "more than 10 bytes");
    assertThat(block.size()).isEqualTo(2);
  }
}
