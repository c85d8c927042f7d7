package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Inlined;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NarrowCopiesTest {
  private static final Tensor W = Tensor.parameter("w", Init.zeros(), Shape.of(2, 2));
  private static final Tensor B = Tensor.parameter("b", Init.zeros(), Shape.of(2, 2));
  private static final Tensor PRODUCT = Tensor.filled(1, Shape.of(1, 2)).matmul(W);

  /** Multiplies by a parameter twice, and doubles it. */
  private static final Program DOUBLING =
      new Program("doubling", List.of(PRODUCT, PRODUCT.matmul(W)), Map.of("w", W.times(2)));

  private final Backend backend =
      TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.BF16, true));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void whatIsUpdatedAndAFactorSeveralTimesHasOne() {
    Map<String, Tensor> updates = Map.of("w", W.times(2), "b", B.times(2), "new", B.times(3));
    Tensor product = PRODUCT.matmul(W).matmul(B);
    Program program = new Program("program", List.of(product), updates);
    Inlined graph = Inlined.of(List.of(product), composite -> false);

    assertThat(NarrowCopies.of(program, graph, Precision.BF16)).containsOnlyKeys("w");
    assertThat(NarrowCopies.of(program, graph, Precision.FLOAT32)).isEmpty();
  }

  @Test
  void whatStaysAsItIsHasNone() {
    Tensor product = PRODUCT.matmul(W);
    Program program = new Program("program", List.of(product), Map.of());

    assertThat(NarrowCopies.of(program, Inlined.of(List.of(product), c -> false), Precision.BF16))
        .isEmpty();
  }

  @Test
  void itFollowsTheUpdates() {
    backend.write("w", filled(3));
    try (Executable doubling = backend.compile(DOUBLING)) {
      assertThat(first(doubling)).isEqualTo(6);
      assertThat(first(doubling)).isEqualTo(12);
      assertThat(first(doubling)).isEqualTo(24);
    }
    assertThat(backend.read("w").floats()[0]).isEqualTo(24);
  }

  @Test
  void itFollowsWhatIsWritten() {
    backend.write("w", filled(3));
    try (Executable doubling = backend.compile(DOUBLING)) {
      assertThat(first(doubling)).isEqualTo(6);
      backend.write("w", filled(5));
      assertThat(first(doubling)).isEqualTo(10);
      assertThat(first(doubling)).isEqualTo(20);
    }
  }

  @Test
  void itFollowsOtherProgramsWithAndWithoutOne() {
    Program tripling = new Program("tripling", List.of(), Map.of("w", W.times(3)));
    backend.write("w", filled(1));
    try (Executable doubling = backend.compile(DOUBLING);
        Executable again = backend.compile(DOUBLING);
        Executable other = backend.compile(tripling)) {
      assertThat(first(doubling)).isEqualTo(2);
      other.run(Map.of());
      assertThat(first(doubling)).isEqualTo(12);
      assertThat(first(again)).isEqualTo(24);
      assertThat(first(doubling)).isEqualTo(48);
    }
  }

  private static float first(Executable executable) {
    return executable.run(Map.of()).get(0).floats()[0];
  }

  private static Array filled(float value) {
    return Array.of(Shape.of(2, 2), value, value, value, value);
  }
}
