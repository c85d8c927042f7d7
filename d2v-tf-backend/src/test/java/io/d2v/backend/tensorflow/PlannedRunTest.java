package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.RunPlan;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Nn;
import io.d2v.api.graph.Op;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PlannedRunTest {
  private static final int ROWS = 64;
  private static final int WIDTH = 32;
  private static final long FLOATS = 4L * ROWS * WIDTH;
  private static final Tensor X = Tensor.input("x", TensorType.float32(ROWS, WIDTH));

  @Test
  void whatLiesBetweenProductsIsHeldAsTheNextFactorAlone() {
    Tensor x = Tensor.parameter("x", Init.zeros(), Shape.of(ROWS, WIDTH));
    Tensor y = Nn.gelu(x.matmul(weight("a"))).matmul(weight("b"));

    assertThat(values(Precision.FLOAT32, y)).containsExactly(FLOATS, FLOATS, FLOATS);
    long narrow = FLOATS / 2;
    long weight = 2L * WIDTH * WIDTH;
    assertThat(values(Precision.BF16, y)) // weights; x, both products, GELU; what is fetched
        .containsExactlyInAnyOrder(weight, weight, narrow, narrow, narrow, narrow, FLOATS);
  }

  @Test
  void whatIsComputedAgainIsHeldNowhere() {
    Tensor hidden = X.matmul(weight("a"));
    Tensor shifted = hidden.plus(1).times(2);
    Tensor again = shifted.exp().matmul(weight("b")).plus(shifted).exp().matmul(weight("c"));

    // two factors and three products; not what was shifted, which both functions compute
    assertThat(values(Precision.FLOAT32, again))
        .containsExactly(FLOATS, FLOATS, FLOATS, FLOATS, FLOATS);
  }

  @Test
  void windowsOfAConvolutionAreHeldBesideOneAnother() {
    int tokens = 50;
    int taps = 5;
    Tensor x = Tensor.input("x", TensorType.float32(2, tokens, 8));
    Tensor kernel = Tensor.parameter("kernel", Init.zeros(), Shape.of(taps, 8, 8));
    Tensor y = x.convolve(kernel, new Op.Window(List.of(1), List.of(2), List.of(2), 1));

    assertThat(values(Precision.FLOAT32, y)).contains(4L * 2 * tokens * taps * 8);
  }

  @Test
  void copiesOfParametersAndFedValuesAreKept() {
    Tensor w = weight("w");
    Tensor twice = X.matmul(w).matmul(w);
    Program program = new Program("p", List.of(twice), Map.of("w", w.times(2)));

    assertThat(plan(Precision.BF16, program).kept()).isEqualTo(FLOATS + 2L * WIDTH * WIDTH);
    assertThat(plan(Precision.FLOAT32, program).kept()).isEqualTo(FLOATS);
  }

  @Test
  void whatIsOnlyAwaitedIsNotRead() {
    Tensor later = X.exp().after(X.matmul(weight("a"))).matmul(weight("b"));
    List<RunPlan.Operation> operations =
        plan(Precision.FLOAT32, Program.of("p", List.of(later))).operations();

    assertThat(operations)
        .filteredOn(operation -> !operation.awaited().isEmpty())
        .singleElement()
        .satisfies(
            waits -> {
              assertThat(waits.sameEntries()).isTrue();
              assertThat(waits.inputs()).doesNotContainAnyElementsOf(waits.awaited());
              assertThat(operations.get(waits.awaited().get(0)).bytes()).isEqualTo(FLOATS);
            });
  }

  /** The bytes of large values in the order in which they are written. */
  private static List<Long> values(Precision precision, Tensor root) {
    return plan(precision, Program.of("p", List.of(root))).operations().stream()
        .map(RunPlan.Operation::bytes)
        .filter(bytes -> bytes >= 2L * WIDTH * WIDTH)
        .toList();
  }

  private static RunPlan plan(Precision precision, Program program) {
    try (Backend backend = TensorFlowBackend.open(TensorFlowSettings.onCpu(precision, true))) {
      return backend.plan(program).orElseThrow();
    }
  }

  private static Tensor weight(String name) {
    return Tensor.parameter(name, Init.zeros(), Shape.of(WIDTH, WIDTH));
  }
}
