package io.d2v.api.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What native code is given has as many entries as its shape says. */
class ArrayTest {
  @Test
  void anArrayHasAsManyEntriesAsItsShape() {
    assertThat(Array.of(Shape.of(2, 3), new float[6]).floats()).hasSize(6);
    assertThatThrownBy(() -> Array.of(Shape.of(2, 3), new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("5 entries do not fill");
    assertThatThrownBy(() -> Array.of(Shape.of(2, 3), new int[7]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Array.of(Shape.of(), new boolean[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShapeWhoseSizesMultiplyToMoreThanAnIntIsRefused() {
    assertThat(Shape.of(Integer.MAX_VALUE).elements()).isEqualTo(Integer.MAX_VALUE);
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 15))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than 2^31-1 elements");
    assertThatThrownBy(() -> Shape.of(1 << 30, 1 << 30, 1 << 30, 1 << 30))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Shape.of(1, 1, 1, 1, 1, 1, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 8 axes");
    assertThatThrownBy(() -> Shape.of(2, -1)).isInstanceOf(IllegalArgumentException.class);
  }
}
