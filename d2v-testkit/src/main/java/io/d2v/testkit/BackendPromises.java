package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a backend promises about feeds, parameters and closing, whatever it computes. */
abstract class BackendPromises {
  private static final Shape TWO = Shape.of(2);

  private final Tensor a = Tensor.parameter("a", Init.zeros(), TWO);
  private final Tensor b = Tensor.parameter("part.b", Init.zeros(), TWO);
  private final Tensor x = Tensor.input("x", TensorType.float32(2));

  private @Nullable Backend backend;

  /** A new backend; the contract closes it. */
  protected abstract Backend create();

  final Backend backend() {
    if (backend == null) {
      throw new IllegalStateException("there is a backend only while a test runs");
    }
    return backend;
  }

  @BeforeEach
  void open() {
    backend = create();
  }

  @AfterEach
  void close() {
    backend().close();
  }

  @Test
  void theDeviceIsDescribed() {
    assertThat(backend().device().description()).isNotBlank();
  }

  @Test
  void aParameterIsReadAsItWasWritten() {
    backend().write("a", array(1, 2));
    assertReads("a", 1, 2);
    backend().write("a", array(3, 4));
    assertReads("a", 3, 4);
  }

  @Test
  void aParameterKeepsTheTypeOfItsFirstValue() {
    backend().write("a", array(1, 2));
    assertRefuses(() -> backend().write("a", Array.of(Shape.of(3), 1f, 2f, 3f)), "a");
    assertRefuses(() -> backend().write("a", Array.of(TWO, 1, 2)), "a");
    assertReads("a", 1, 2);
  }

  @Test
  void aParameterThatWasNeverWrittenIsNamed() {
    assertRefuses(() -> backend().read("part.b"), "part.b");
    try (Executable executable = backend().compile(Program.of("reads", List.of(b)))) {
      assertThatThrownBy(() -> executable.run(Map.of()))
          .isInstanceOf(RuntimeException.class)
          .hasMessageContaining("part.b");
    }
  }

  @Test
  void everyUpdateReadsTheParametersAsTheyWereBeforeTheRun() {
    backend().write("a", array(1, 2));
    backend().write("part.b", array(10, 20));
    Program swap = new Program("swap", List.of(a, a.plus(b)), Map.of("a", b, "part.b", a));
    try (Executable executable = backend().compile(swap)) {
      assertEntries(executable.run(Map.of()), new float[] {1, 2}, new float[] {11, 22});
      assertReads("a", 10, 20);
      assertReads("part.b", 1, 2);
      assertEntries(executable.run(Map.of()), new float[] {10, 20}, new float[] {11, 22});
    }
    assertReads("a", 1, 2);
  }

  @Test
  void updatesWithoutFetchesAreWritten() {
    backend().write("a", array(1, 2));
    Program add = new Program("add", List.of(), Map.of("a", a.plus(x)));
    try (Executable executable = backend().compile(add)) {
      assertThat(executable.run(Map.of("x", array(5, 6)))).isEmpty();
      executable.run(Map.of("x", array(5, 6)));
    }
    assertReads("a", 11, 14);
  }

  @Test
  void aParameterMayBeSetFromAFeedWithoutBeingRead() {
    backend().write("a", array(1, 2));
    try (Executable executable = backend().compile(new Program("set", List.of(), Map.of("a", x)))) {
      executable.run(Map.of("x", array(5, 6)));
    }
    assertReads("a", 5, 6);
  }

  @Test
  void programsShareParametersByPath() {
    backend().write("a", array(1, 2));
    Tensor again = Tensor.parameter("a", Init.ones(), TWO);
    try (Executable adds =
            backend().compile(new Program("adds", List.of(), Map.of("a", a.plus(1))));
        Executable reads = backend().compile(Program.of("reads", List.of(again, a)))) {
      adds.run(Map.of());
      assertEntries(reads.run(Map.of()), new float[] {2, 3}, new float[] {2, 3});
      backend().write("a", array(7, 8));
      assertEntries(reads.run(Map.of()), new float[] {7, 8}, new float[] {7, 8});
    }
  }

  @Test
  void parametersOfIntegersAndScalarsWork() {
    backend().write("count", Array.of(Shape.of(3), 1, 2, 3));
    backend().write("rate", Array.scalar(0.5f));
    assertThat(backend().read("count").ints()).containsExactly(1, 2, 3);
    Tensor rate = Tensor.parameter("rate", Init.zeros(), Shape.of());
    try (Executable executable =
        backend().compile(new Program("halve", List.of(rate), Map.of("rate", rate.times(rate))))) {
      executable.run(Map.of());
    }
    assertThat(backend().read("rate").floats()).containsExactly(0.25f);
  }

  @Test
  void aFeedThatIsMissingUnknownOrOfAnotherTypeIsRefusedBeforeAnythingIsComputed() {
    backend().write("a", array(1, 2));
    Program add = new Program("add", List.of(x), Map.of("a", a.plus(x)));
    try (Executable executable = backend().compile(add)) {
      assertRefuses(() -> executable.run(Map.of()), "x");
      assertRefuses(() -> executable.run(Map.of("x", array(1, 1), "y", array(1, 1))), "y");
      assertRefuses(() -> executable.run(Map.of("x", Array.of(TWO, 1, 1))), "x");
      assertRefuses(() -> executable.run(Map.of("x", Array.scalar(1f))), "x");
      assertReads("a", 1, 2);
      executable.run(Map.of("x", array(1, 1)));
      assertReads("a", 2, 3);
    }
  }

  @Test
  void parametersStayWhenAProgramIsClosed() {
    backend().write("a", array(1, 2));
    Executable executable =
        backend().compile(new Program("adds", List.of(), Map.of("a", a.plus(1))));
    executable.run(Map.of());
    executable.close();
    assertReads("a", 2, 3);
    assertThatThrownBy(() -> executable.run(Map.of())).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aClosedBackendRefusesToRunAndMayBeClosedAgain() {
    backend().write("a", array(1, 2));
    Executable executable = backend().compile(Program.of("reads", List.of(a)));
    backend().close();
    backend().close();
    assertThatThrownBy(() -> executable.run(Map.of())).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> backend().read("a")).isInstanceOf(RuntimeException.class);
    executable.close();
  }

  private static Array array(float... entries) {
    return Array.of(TWO, entries);
  }

  private void assertReads(String parameter, float... entries) {
    assertThat(backend().read(parameter).floats()).containsExactly(entries);
  }

  private static void assertEntries(List<Array> fetched, float[] first, float[] second) {
    assertThat(fetched).hasSize(2);
    assertThat(fetched.get(0).floats()).containsExactly(first);
    assertThat(fetched.get(1).floats()).containsExactly(second);
  }

  private static void assertRefuses(ThrowingCallable attempt, String named) {
    assertThatThrownBy(attempt)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
