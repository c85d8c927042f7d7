package io.d2v.testkit.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several reference backends, each used by a thread of its own. */
@Timeout(60)
class TogetherTest {
  private static final Program SUMS =
      Program.of(
          "sums",
          List.of(
              Tensor.input("x", TensorType.float32(2)).times(10).allReduce("first", false),
              Tensor.input("x", TensorType.float32(2)).allReduce("second", true)));

  @Test
  void eachHasTheSumOfAll() throws Exception {
    List<ReferenceBackend> workers = ReferenceBackend.together(3);
    List<CompletableFuture<List<Array>>> runs = new ArrayList<>();
    for (ReferenceBackend worker : workers) {
      assertThat(worker.workers().count()).isEqualTo(3);
      runs.add(run(worker, SUMS));
    }
    for (CompletableFuture<List<Array>> run : runs) {
      assertThat(run.get().get(0).floats()).containsExactly(30, 60);
      assertThat(run.get().get(1).floats()).containsExactly(3, 6);
    }
  }

  @Test
  void oneAloneHasItsOwn() {
    ReferenceBackend alone = new ReferenceBackend();

    assertThat(alone.workers()).isEqualTo(Workers.ALONE);
    assertThat(alone.compile(SUMS).run(fed()).get(1).floats()).containsExactly(1, 2);
  }

  /**
   * Where each needs a sum before it can bring what the other waits for, neither may wait first.
   */
  @Test
  void programsMayComeToTheirSumsInAnyOrder() throws Exception {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Tensor first = x.allReduce("first", false).times(2).allReduce("then", false);
    Tensor second = x.times(3).allReduce("second", false);
    List<ReferenceBackend> workers = ReferenceBackend.together(2);

    CompletableFuture<List<Array>> one =
        run(workers.get(0), Program.of("one", List.of(first, second.plus(1))));
    CompletableFuture<List<Array>> other =
        run(workers.get(1), Program.of("other", List.of(second, first.plus(1))));

    assertThat(one.get().get(0).floats()).containsExactly(8, 16);
    assertThat(one.get().get(1).floats()).containsExactly(7, 13);
    assertThat(other.get().get(0).floats()).containsExactly(6, 12);
    assertThat(other.get().get(1).floats()).containsExactly(9, 17);
  }

  @Test
  void aNameIsUsedOnceInAProgram() {
    Tensor x = Tensor.input("x", TensorType.float32(2));
    Program twice = Program.of("twice", List.of(x.allReduce("a", false), x.allReduce("a", true)));

    assertThatThrownBy(() -> new ReferenceBackend().compile(twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("program twice sums twice under the name 'a'");
  }

  @Test
  void whoIsClosedIsNamedToThoseWhoWaitAndToThoseWhoComeLater() {
    List<ReferenceBackend> workers = ReferenceBackend.together(3);
    CompletableFuture<List<Array>> waiting = run(workers.get(0), SUMS);
    workers.get(1).close();

    assertNames(waiting, "worker 1 (reference:2) has ended");
    assertNames(run(workers.get(2), SUMS), "worker 1 (reference:2) has ended");
  }

  @Test
  void whoFailsIsNamedWithWhatFailed() {
    List<ReferenceBackend> workers = ReferenceBackend.together(2);
    CompletableFuture<List<Array>> waiting = run(workers.get(0), SUMS);
    Tensor rows = Tensor.constant(Array.of(Shape.of(1), 3));
    Tensor table = Tensor.input("x", TensorType.float32(2));
    Program failing = Program.of("failing", List.of(table.gather(rows)));

    assertThatThrownBy(() -> run(workers.get(1), failing).get())
        .hasMessageContaining("row 3 of a table of 2 rows");
    assertNames(waiting, "worker 1 (reference:2) has failed: row 3");
  }

  @Test
  void otherShapesUnderOneNameAreRefused() {
    List<ReferenceBackend> workers = ReferenceBackend.together(2);
    CompletableFuture<List<Array>> two = run(workers.get(0), SUMS);
    Tensor one = Tensor.input("x", TensorType.float32(2)).sumAll().allReduce("first", false);

    CompletableFuture<List<Array>> other = run(workers.get(1), Program.of("other", List.of(one)));
    assertThatThrownBy(() -> CompletableFuture.allOf(two, other).get())
        .hasStackTraceContaining("entries to 'first', another worker ");
  }

  private static Map<String, Array> fed() {
    return Map.of("x", Array.of(Shape.of(2), 1f, 2f));
  }

  private static CompletableFuture<List<Array>> run(ReferenceBackend worker, Program program) {
    Executable executable = worker.compile(program);
    return CompletableFuture.supplyAsync(
        () -> executable.run(fed()), task -> new Thread(task, "worker").start());
  }

  private static void assertNames(CompletableFuture<?> run, String what) {
    assertThatThrownBy(run::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.kind()).isEqualTo(UserError.Kind.WORKER);
              assertThat(error).hasMessageContaining(what);
            });
  }
}
