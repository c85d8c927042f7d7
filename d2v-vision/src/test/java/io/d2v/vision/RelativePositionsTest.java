package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Tensor;
import org.junit.jupiter.api.Test;

class RelativePositionsTest {
  @Test
  void theIndexOfThreeByThreePatchesIsTheReferences() {
    // encoder.rel_pos_bias.relative_position_index of the golden step v1-vision
    assertThat(new RelativePositions(3, true).index())
        .containsExactly(
            27, 25, 25, 25, 25, 25, 25, 25, 25, 25, //
            26, 12, 11, 10, 7, 6, 5, 2, 1, 0, //
            26, 13, 12, 11, 8, 7, 6, 3, 2, 1, //
            26, 14, 13, 12, 9, 8, 7, 4, 3, 2, //
            26, 17, 16, 15, 12, 11, 10, 7, 6, 5, //
            26, 18, 17, 16, 13, 12, 11, 8, 7, 6, //
            26, 19, 18, 17, 14, 13, 12, 9, 8, 7, //
            26, 22, 21, 20, 17, 16, 15, 12, 11, 10, //
            26, 23, 22, 21, 18, 17, 16, 13, 12, 11, //
            26, 24, 23, 22, 19, 18, 17, 14, 13, 12);
  }

  @Test
  void withoutAClassTokenTheIndexIsThatOfThePatchesAlone() {
    int[] all = new RelativePositions(2, true).index();
    int[] patches = new RelativePositions(2, false).index();
    for (int from = 0; from < 4; from++) {
      for (int to = 0; to < 4; to++) {
        assertThat(patches[from * 4 + to]).isEqualTo(all[(from + 1) * 5 + to + 1]);
      }
    }
  }

  @Test
  void theBiasHasAPlaneForEachHead() {
    Tensor bias = new RelativePositions(3, true).bias(Scope.of("encoder"), 2);
    assertThat(bias.shape().sizes()).containsExactly(2, 10, 10);
  }
}
