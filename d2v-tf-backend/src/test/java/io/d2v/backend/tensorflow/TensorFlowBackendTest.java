package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Device;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TensorFlowBackendTest {
  private static final Shape TWO = Shape.of(2);
  private static final Tensor A = Tensor.parameter("a", Init.zeros(), TWO);
  private static final Tensor B = Tensor.parameter("b", Init.zeros(), TWO);
  private static final Tensor X = Tensor.input("x", TensorType.float32(2));

  private final Backend backend =
      TensorFlowBackend.open(TensorFlowSettings.onCpu(Precision.FLOAT32, true));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void programsShareParameters() {
    backend.write("a", reals(1, 2));
    run(new Program("double", List.of(), Map.of("a", A.times(2))), Map.of());
    assertThat(run(Program.of("fetch", List.of(A)), Map.of()).get(0).floats())
        .containsExactly(2, 4);
    assertThat(backend.read("a").floats()).containsExactly(2, 4);
  }

  @Test
  void updatesAreMadeOfTheValuesBeforeTheRun() {
    backend.write("a", reals(1, 2));
    backend.write("b", reals(3, 4));
    Program swap = new Program("swap", List.of(A.plus(B)), Map.of("a", B, "b", A));
    try (Executable swapping = backend.compile(swap)) {
      for (int i = 0; i < 51; i++) {
        assertThat(swapping.run(Map.of()).get(0).floats()).containsExactly(4, 6);
      }
    }
    assertThat(backend.read("a").floats()).containsExactly(3, 4);
    assertThat(backend.read("b").floats()).containsExactly(1, 2);
  }

  @Test
  void anUpdateMakesAParameterThatWasNotThere() {
    run(new Program("begin", List.of(), Map.of("new", X)), Map.of("x", reals(5, 6)));
    assertThat(backend.read("new").floats()).containsExactly(5, 6);
    backend.write("new", reals(7, 8));
    assertThat(backend.read("new").floats()).containsExactly(7, 8);
  }

  @Test
  void manyParametersAreWrittenReadAndWrittenAgain() {
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 100; i++) {
        backend.write("p" + i, reals(i, round));
      }
      for (int i = 99; i >= 0; i--) {
        assertThat(backend.read("p" + i).floats()).containsExactly(i, round);
      }
    }
  }

  @Test
  void whatIsFedCanBeFetchedAndUsedForAnUpdate() {
    Program both = new Program("both", List.of(X, X.withoutGradient()), Map.of("a", X));
    assertThat(run(both, Map.of("x", reals(1, 2))))
        .allSatisfy(fetched -> assertThat(fetched.floats()).containsExactly(1, 2));
  }

  @Test
  void wrongFeedsAreErrorsBeforeAnythingRuns() {
    try (Executable plus = backend.compile(new Program("plus", List.of(), Map.of("a", X)))) {
      assertThatThrownBy(() -> plus.run(Map.of()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("program plus: takes [x], was fed []");
      assertThatThrownBy(() -> plus.run(Map.of("x", reals(1, 2), "y", reals(1, 2))))
          .hasMessage("program plus: takes [x], was fed [x, y]");
      assertThatThrownBy(() -> plus.run(Map.of("x", Array.scalar(1f))))
          .hasMessage("program plus: input x is float32[2], was fed float32[]");
    }
  }

  @Test
  void parametersMustBeWrittenAndKeepTheirType() {
    Executable fetch = backend.compile(Program.of("fetch", List.of(A)));
    assertThatThrownBy(() -> fetch.run(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameter a was never written");
    assertThatThrownBy(() -> backend.read("a")).hasMessage("parameter a was never written");
    backend.write("a", Array.scalar(1f));
    assertThatThrownBy(() -> backend.write("a", reals(1, 2)))
        .hasMessage("parameter a is float32[] and cannot become float32[2]");
    assertThatThrownBy(() -> fetch.run(Map.of()))
        .hasMessage("program fetch: parameter a is float32[2], was written as float32[]");
  }

  @Test
  void aFaultWhileRunningNamesTheLineThatMadeTheNode() {
    Tensor rows = Tensor.input("rows", TensorType.int32(1));
    Executable gather = backend.compile(Program.of("gather", List.of(X.gather(rows))));
    Map<String, Array> feeds = Map.of("x", reals(1, 2), "rows", Array.of(Shape.of(1), 2));
    assertThatThrownBy(() -> gather.run(feeds))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("program gather")
        .hasMessageContaining("TensorFlowBackendTest.java:")
        .hasMessageContaining("indices[0] = 2 is not in [0, 2)");
  }

  @Test
  void whatIsClosedDoesNotRun() {
    Executable first = backend.compile(Program.of("first", List.of(X)));
    Executable second = backend.compile(Program.of("second", List.of(X)));
    first.close();
    assertThatThrownBy(() -> first.run(Map.of("x", reals(1, 2)))).hasMessageContaining("closed");
    backend.close();
    backend.close();
    assertThatThrownBy(() -> second.run(Map.of("x", reals(1, 2)))).hasMessageContaining("closed");
    assertThatThrownBy(() -> backend.read("a")).hasMessageContaining("closed");
  }

  @Test
  void theDeviceSaysWhatItIs() {
    assertThat(backend.device().kind()).isEqualTo(Device.Kind.CPU);
    assertThat(backend.device().description())
        .startsWith("the CPU, as asked for: TensorFlow 2.")
        .endsWith("matrix products in float32");
  }

  private List<Array> run(Program program, Map<String, Array> feeds) {
    try (Executable executable = backend.compile(program)) {
      return executable.run(feeds);
    }
  }

  private static Array reals(float... entries) {
    return Array.of(Shape.of(entries.length), entries);
  }
}
