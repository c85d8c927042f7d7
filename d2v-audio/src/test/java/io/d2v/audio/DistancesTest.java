package io.d2v.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** ALiBi as Press et al. 2022 have it, with data2vec 2.0's scale. */
class DistancesTest {
  @Test
  void theSlopesOfEightHeadsAreHalvedFromOneToTheNext() {
    assertThat(Distances.slopes(8))
        .containsExactly(0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625, 0.0078125, 0.00390625);
  }

  @Test
  void twelveHeadsHaveThoseOfEightAndEveryOtherOfSixteen() {
    List<Double> slopes = Distances.slopes(12);
    assertThat(slopes.subList(0, 8)).isEqualTo(Distances.slopes(8));
    for (int i = 0; i < 4; i++) {
      assertThat(slopes.get(8 + i)).isCloseTo(Math.pow(2, -0.5 - i), within(1e-12));
    }
  }

  @Test
  void theBiasIsMinusTheDistanceOfPlacesAndNeverTurnsAround() {
    Tensor places = Tensor.constant(Array.of(Shape.of(1, 3), 0f, 2f, 7f));
    Tensor bias = Distances.bias(Scope.of("student"), 2, places);
    ReferenceBackend backend = new ReferenceBackend();
    backend.write("student.alibi_scale", Shape.of(2), new double[] {3, -1});
    double[] found = backend.run(Program.of("bias", List.of(bias)), Map.of()).get(0);
    double slope = 3 * 0.0625;
    assertThat(found)
        .containsExactly(
            new double[] {
              0,
              -2 * slope,
              -7 * slope,
              -2 * slope,
              0,
              -5 * slope,
              -7 * slope,
              -5 * slope,
              0, //
              0,
              0,
              0,
              0,
              0,
              0,
              0,
              0,
              0
            },
            within(1e-12));
  }
}
