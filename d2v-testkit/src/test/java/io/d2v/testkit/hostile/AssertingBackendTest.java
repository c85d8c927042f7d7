package io.d2v.testkit.hostile;

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
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AssertingBackendTest {
  private final AssertingBackend backend = new AssertingBackend(new ReferenceBackend());
  private final Tensor x = Tensor.input("x", TensorType.float32(2));
  private final Tensor w = Tensor.parameter("w", Init.zeros(), Shape.of(2));

  @Test
  void letsProperUseThrough() {
    backend.write("w", array(1, 2));
    try (Executable executable =
        backend.compile(new Program("step", List.of(x.plus(w)), Map.of("w", x)))) {
      assertThat(backend.openPrograms()).containsExactly("step");
      assertThat(executable.run(Map.of("x", array(3, 4))).get(0).floats()).containsExactly(4, 6);
      assertThat(backend.read("w").floats()).containsExactly(3, 4);
    }
    assertThat(backend.openPrograms()).isEmpty();
    backend.close();
  }

  @Test
  void tellsOfFeedsThatAreNotThePrograms() {
    Executable executable = backend.compile(Program.of("p", List.of(x)));
    assertAsserts(() -> executable.run(Map.of()), "program p takes {x=float32[2]}, was fed {}");
    assertAsserts(() -> executable.run(Map.of("x", array(Float.NaN, 1))), "input x of p: entry 0");
  }

  @Test
  void tellsOfParametersThatWereNeverWritten() {
    Executable executable = backend.compile(Program.of("p", List.of(w)));
    assertAsserts(() -> executable.run(Map.of()), "never written: [w]");
  }

  @Test
  void namesTheFetchAndTheUpdateThatIsNotFinite() {
    backend.write("w", array(1, -1));
    Executable fetch = backend.compile(Program.of("p", List.of(w, w.log())));
    assertAsserts(() -> fetch.run(Map.of()), "fetch 1 of program p, Log[]");
    Executable update =
        backend.compile(new Program("u", List.of(), Map.of("w", w.dividedBy(w.plus(1)))));
    assertAsserts(() -> update.run(Map.of()), "parameter w after program u: entry 1");
  }

  @Test
  void tellsOfUseAfterClosing() {
    Executable executable = backend.compile(Program.of("p", List.of(x)));
    executable.close();
    assertAsserts(() -> executable.run(Map.of("x", array(1, 2))), "after it was closed");
    backend.close();
    assertAsserts(() -> backend.read("w"), "read of w after the backend was closed");
  }

  @Test
  void tellsOfTwoThreadsAtOnce() throws InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AssertingBackend slow = new AssertingBackend(new Waiting(entered, leave));
    Thread first = new Thread(() -> slow.read("w"), "first");
    first.start();
    entered.await();
    assertAsserts(() -> slow.read("w"), "while thread first is at work");
    leave.countDown();
    first.join();
    assertThat(slow.read("w").floats()).containsExactly(0);
  }

  private static void assertAsserts(Runnable use, String message) {
    assertThatThrownBy(use::run).isInstanceOf(AssertionError.class).hasMessageContaining(message);
  }

  private static Array array(float... entries) {
    return Array.of(Shape.of(2), entries);
  }

  /** Stays in {@code read} until it is let go. */
  private record Waiting(CountDownLatch entered, CountDownLatch leave) implements Backend {
    @Override
    public Device device() {
      return new Device(Device.Kind.CPU, "waits");
    }

    @Override
    public Executable compile(Program program) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(String parameter, Array value) {}

    @Override
    public Array read(String parameter) {
      entered.countDown();
      try {
        leave.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Array.scalar(0f);
    }

    @Override
    public void close() {}
  }
}
