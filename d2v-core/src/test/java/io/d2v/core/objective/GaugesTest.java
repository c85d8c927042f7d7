package io.d2v.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GaugesTest {
  private static final int WIDTH = 3;

  @Test
  void theRankIsOfTheEigenvaluesOfTheCovariance() {
    // Orthogonal directions of lengths 3, 2 and 1, both ways: eigenvalues as 9 : 4 : 1.
    float[] rows = {3, 0, 0, -3, 0, 0, 0, 2, 0, 0, -2, 0, 0, 0, 1, 0, 0, -1};

    assertThat(rank(rows)).isCloseTo(14.0 * 14 / (81 + 16 + 1), within(1e-9));
  }

  @Test
  void itTakesNoNoticeOfScaleOrOfWhatAllRowsShare() {
    float[] rows = random();
    float[] other = rows.clone();
    for (int i = 0; i < other.length; i++) {
      other[i] = 100 * rows[i] + (i % WIDTH == 1 ? 7 : -3);
    }

    assertThat(rank(other)).isCloseTo(rank(rows), within(1e-4));
    assertThat(rank(rows)).isBetween(2.0, 3.0);
  }

  @Test
  void alongALineItIsOneAndOfEqualRowsNothing() {
    assertThat(rank(1, 2, 3, 2, 4, 6, 3, 6, 9)).isCloseTo(1, within(1e-9));
    assertThat(rank(1, 2, 3, 1, 2, 3, 1, 2, 3)).isZero();
  }

  @Test
  void rowsThatDoNotCountChangeNothing() {
    float[] rows = random();
    float[] more = new float[rows.length + WIDTH];
    System.arraycopy(rows, 0, more, 0, rows.length);
    more[rows.length] = 1000;
    float[] counted = new float[more.length / WIDTH];
    Arrays.fill(counted, 0, rows.length / WIDTH, 1);

    assertThat(rank(more, counted)).isCloseTo(rank(rows), within(1e-9));
  }

  private static float[] random() {
    SplittableRandom random = new SplittableRandom(3);
    float[] rows = new float[100 * WIDTH];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextDouble(-1, 1);
    }
    return rows;
  }

  private static double rank(float... rows) {
    float[] counted = new float[rows.length / WIDTH];
    Arrays.fill(counted, 1);
    return rank(rows, counted);
  }

  private static double rank(float[] rows, float[] counted) {
    Tensor counts = Tensor.constant(Array.of(Shape.of(1, counted.length, 1), counted));
    Tensor values = Tensor.constant(Array.of(Shape.of(1, counted.length, WIDTH), rows));
    Tensor rank = Gauges.rank(values, counts, counts.sumAll());
    return new ReferenceBackend().run(Program.of("rank", List.of(rank)), Map.of()).get(0)[0];
  }
}
