package io.d2v.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest {
  private final ReferenceBackend backend = new ReferenceBackend();

  @Test
  void binaryOperationsBroadcast() {
    Tensor column = reals(Shape.of(2, 1), 1, 2);
    Tensor row = reals(Shape.of(3), 10, 20, 30);
    assertValues(column.plus(row), 11, 21, 31, 12, 22, 32);
    assertValues(column.minus(row), -9, -19, -29, -8, -18, -28);
    assertValues(row.dividedBy(column), 10, 20, 30, 5, 10, 15);
    assertValues(column.less(reals(Shape.of(2), 1, 2)).cast(DType.FLOAT32), 0, 1, 0, 0);
    assertValues(column.equalTo(column).choose(row, row.negate()), 10, 20, 30, 10, 20, 30);
  }

  @Test
  void reductionsKeepTheirAxes() {
    Tensor x = reals(Shape.of(2, 3), 1, 5, 3, 4, 2, 6);
    assertValues(x.sum(0), 5, 7, 9);
    assertValues(x.sum(-1), 9, 12);
    assertValues(x.max(1), 5, 6);
    assertValues(x.max(0, 1), 6);
    assertValues(x.sumAll(), 21);
    assertThat(x.max(0, 1).shape()).isEqualTo(Shape.of(1, 1));
  }

  @Test
  void movementsMove() {
    Tensor x = reals(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    assertValues(x.transpose(1, 0), 1, 4, 2, 5, 3, 6);
    assertValues(x.range(1, 1, 2), 2, 3, 5, 6);
    assertValues(x.range(0, 1, 1).pad(new int[] {1, 0}, new int[] {0, 1}), 0, 0, 0, 0, 4, 5, 6, 0);
    assertValues(Tensor.concatenate(1, List.of(x.range(1, 2, 1), x)), 3, 1, 2, 3, 6, 4, 5, 6);
    assertValues(x.range(0, 0, 1).broadcast(2, 2, 3), 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3);
  }

  @Test
  void gatherReadsRowsAndScatterSumsThem() {
    Tensor table = reals(Shape.of(3, 2), 1, 2, 3, 4, 5, 6);
    Tensor rows = Tensor.constant(Array.of(Shape.of(1, 3), 2, 0, 2));
    assertValues(table.gather(rows), 5, 6, 1, 2, 5, 6);
    assertValues(table.gather(rows).scatterSum(rows, 4), 1, 2, 0, 0, 10, 12, 0, 0);
  }

  @Test
  void aRowOutsideTheTableIsAnErrorThatNamesTheNode() {
    Tensor rows = Tensor.constant(Array.of(Shape.of(1), 3));
    assertThatThrownBy(() -> values(reals(Shape.of(3, 1), 1, 2, 3).gather(rows)))
        .hasMessageContaining("row 3 of a table of 3 rows")
        .hasMessageContaining("ReferenceBackendTest.java");
  }

  @Test
  void matmulTakesEitherSideTransposedAndBroadcastsTheAxesBefore() {
    Tensor a = reals(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor b = reals(Shape.of(2, 3, 1), 1, 0, 1, 0, 1, 0);
    assertValues(a.matmul(b), 4, 10, 2, 5);
    assertValues(a.transpose(1, 0).matmul(b, true, false), 4, 10, 2, 5);
    assertValues(a.matmul(b.transpose(0, 2, 1), false, true), 4, 10, 2, 5);
    assertValues(a.matmul(a, true, false), 17, 22, 27, 22, 29, 36, 27, 36, 45);
  }

  @Test
  void convolutionIsCrossCorrelation() {
    Tensor x = reals(Shape.of(1, 4, 1), 1, 2, 3, 4);
    Tensor kernel = reals(Shape.of(2, 1, 1), 10, 1);
    Op.Window padded = new Op.Window(List.of(2), List.of(1), List.of(1), 1);
    assertValues(x.convolve(kernel, padded), 1, 23, 40);
  }

  @Test
  void convolutionInGroupsKeepsThemApart() {
    Tensor x = reals(Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
    Tensor kernel = reals(Shape.of(1, 1, 1, 4), 1, 10, 100, 1000);
    Op.Window grouped = new Op.Window(List.of(1, 1), List.of(0, 0), List.of(0, 0), 2);
    assertValues(x.convolve(kernel, grouped), 1, 10, 200, 2000, 3, 30, 400, 4000);
  }

  @Test
  void castsTruncateTowardsZero() {
    Tensor x = reals(Shape.of(4), -1.7, -0.2, 0, 2.9);
    assertValues(x.cast(DType.INT32), -1, 0, 0, 2);
    assertValues(x.cast(DType.BOOL), 1, 1, 0, 1);
  }

  @Test
  void compositesComputeTheirBody() {
    Tensor x = reals(Shape.of(1, 3), 1, 2, 3);
    double[] shares = values(Nn.softmax(x));
    assertThat(shares[1] / shares[0]).isCloseTo(Math.E, within(1e-12));
    assertThat(shares[0] + shares[1] + shares[2]).isCloseTo(1, within(1e-12));
  }

  @Test
  void theUpdatesOfARunReadTheParametersAsTheyWereBefore() {
    Tensor a = Tensor.parameter("a", Init.zeros(), Shape.of());
    Tensor b = Tensor.parameter("b", Init.zeros(), Shape.of());
    backend.write("a", Array.scalar(1f));
    backend.write("b", Array.scalar(2f));
    Program swap = new Program("swap", List.of(a), Map.of("a", b, "b", a));
    try (Executable run = backend.compile(swap)) {
      assertThat(run.run(Map.of()).get(0).floats()).containsExactly(1);
    }
    assertThat(backend.read("a").floats()).containsExactly(2);
    assertThat(backend.read("b").floats()).containsExactly(1);
  }

  @Test
  void parametersAreKeptAsDoubles() {
    backend.write("third", Shape.of(), 1 / 3.0);
    assertThat(backend.readExactly("third")).containsExactly(1 / 3.0);
    assertThat(backend.read("third").floats()).containsExactly(1 / 3f);
  }

  @Test
  void aFeedThatIsMissingUnknownOrOfAnotherTypeIsRefused() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Executable run = backend.compile(Program.of("p", List.of(x)));
    Array two = Array.of(Shape.of(2), 1f, 2f);
    assertThat(run.run(Map.of("x", two)).get(0).floats()).containsExactly(1, 2);
    assertThatThrownBy(() -> run.run(Map.of())).hasMessage("program p takes [x], was fed []");
    assertThatThrownBy(() -> run.run(Map.of("x", two, "y", two)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run.run(Map.of("x", Array.of(Shape.of(2), 1, 2))))
        .hasMessage("program p: input x is float32[2], was fed int32[2]");
  }

  @Test
  void aParameterThatWasNeverWrittenIsNamed() {
    Executable run =
        backend.compile(Program.of("p", List.of(Tensor.parameter("w", Init.zeros(), Shape.of(2)))));
    assertThatThrownBy(() -> run.run(Map.of())).hasMessage("parameter w was never written");
    backend.write("w", Array.of(Shape.of(3), 1f, 2f, 3f));
    assertThatThrownBy(() -> run.run(Map.of()))
        .hasMessage("program p reads parameter w as float32[2]; it is float32[3]");
  }

  private static Tensor reals(Shape shape, double... entries) {
    float[] floats = new float[entries.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) entries[i];
    }
    return Tensor.constant(Array.of(shape, floats));
  }

  private double[] values(Tensor tensor) {
    return backend.evaluate(tensor, Map.of());
  }

  private void assertValues(Tensor tensor, double... expected) {
    assertThat(values(tensor)).containsExactly(expected, within(1e-12));
  }
}
