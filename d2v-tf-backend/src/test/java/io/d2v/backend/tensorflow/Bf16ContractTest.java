package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.BackendContract;
import io.d2v.testkit.GraphCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Bf16ContractTest extends BackendContract {
  @Override
  protected Backend create() {
    return TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.BF16, true));
  }

  /** A bf16 factor is off by up to 2^-9 of itself, and there are several products in a row. */
  @Override
  protected double tolerance(GraphCase compared) {
    return 0.02;
  }

  /** A soft tone beneath a loud one that a filter leaves out, as in recordings. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsFedIsFilteredAsIfItWereNotRounded(boolean transposed) {
    Tensor samples = Tensor.input("samples", TensorType.float32(1, 3));
    Tensor windows = Tensor.concatenate(0, List.of(samples, samples));
    Tensor filter = Tensor.parameter("filter", Init.zeros(), Shape.of(3, 1));
    Tensor heard =
        transposed
            ? windows.transpose(1, 0).matmul(filter.reshape(1, 3), true, true)
            : windows.matmul(filter);

    try (Backend backend = create();
        Executable executable = backend.compile(Program.of("filtered", List.of(heard)))) {
      backend.write("filter", Array.of(Shape.of(3, 1), 1, -1.01f, 0.01f));
      float[] found =
          executable
              .run(Map.of("samples", Array.of(Shape.of(1, 3), 100.01f, 99, 99.03f)))
              .get(0)
              .floats();
      double exact = 100.01 - 1.01 * 99 + 0.01 * 99.03;
      assertThat((double) found[0]).isCloseTo(exact, within(0.005 * exact));
      assertThat(found[1]).isEqualTo(found[0]);
    }
  }
}
