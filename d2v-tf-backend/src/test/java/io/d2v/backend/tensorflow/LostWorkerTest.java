package io.d2v.backend.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Executable;
import io.d2v.api.backend.Program;
import io.d2v.api.backend.Workers;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.testkit.WorkerGroup;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LostWorkerTest {
  /** Of workers on one machine. */
  static final Patience LITTLE =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          Duration.ofMillis(500),
          Duration.ofSeconds(2),
          Duration.ofSeconds(5),
          Duration.ofSeconds(3),
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  private static final Tensor X = Tensor.input("x", TensorType.float32(1_000));
  private static final Program SUM = Program.of("sum", List.of(X.allReduce("sum", false)));
  private static final Map<String, Array> FEEDS =
      Map.of("x", Array.of(Shape.of(1_000), new float[1_000]));

  @ParameterizedTest
  @ValueSource(strings = {"KILL", "STOP"})
  void aProcessThatDiesOrHangsIsNamed(String signal) throws Exception {
    List<String> addresses = WorkerGroup.freeAddresses(2);
    Process other = Other.start(addresses);
    try (Backend backend = open(new Workers(addresses, 0));
        Executable sum = backend.compile(SUM)) {
      CompletableFuture<UserError> told = new CompletableFuture<>();
      backend.whenLost(told::complete);
      sum.run(FEEDS);
      assertThat(new ProcessBuilder("kill", "-" + signal, "" + other.pid()).start().waitFor())
          .isZero();
      assertThatThrownBy(
              () -> {
                while (true) {
                  sum.run(FEEDS);
                }
              })
          .isInstanceOfSatisfying(UserError.class, LostWorkerTest::namesWorkerOne);
      namesWorkerOne(told.get());
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void aWorkerThatIsDoneTooEarlyIsNamed() throws Exception {
    WorkerGroup group = WorkerGroup.open(2, LostWorkerTest::open);
    Future<List<Array>> waiting = group.begin(0, backend -> backend.compile(SUM).run(FEEDS));
    Future<Boolean> done =
        group.begin(
            1,
            backend -> {
              backend.finish();
              return true;
            });
    assertThatThrownBy(() -> WorkerGroup.result(waiting))
        .isInstanceOfSatisfying(UserError.class, LostWorkerTest::namesWorkerOne)
        .hasMessageContaining("is done");
    group.backends().get(0).close();
    assertThatThrownBy(() -> WorkerGroup.result(done)).isInstanceOf(UserError.class);
    group.backends().get(1).close();
  }

  @Test
  void aWorkerThatIsLateIsWaitedFor() throws Exception {
    List<String> addresses = WorkerGroup.freeAddresses(2);
    CompletableFuture<Backend> first =
        CompletableFuture.supplyAsync(() -> open(new Workers(addresses, 0)));
    Thread.sleep(1_500);
    assertThat(first).isNotDone();
    Backend second = open(new Workers(addresses, 1));
    CompletableFuture<Void> finished = CompletableFuture.runAsync(second::finish);
    first.get().finish();
    finished.get();
    first.get().close();
    second.close();
  }

  @Test
  void aWorkerThatDoesNotComeIsNamed() {
    List<String> addresses = WorkerGroup.freeAddresses(2);
    Patience none =
        new Patience(
            Duration.ofSeconds(1),
            LITTLE.quiet(),
            LITTLE.between(),
            LITTLE.call(),
            LITTLE.answer(),
            LITTLE.hang(),
            LITTLE.soon(),
            LITTLE.leave());
    assertThatThrownBy(
            () -> TensorFlowBackend.open(settings(), new Workers(addresses, 0), none).close())
        .isInstanceOfSatisfying(UserError.class, LostWorkerTest::namesWorkerOne)
        .hasMessageContaining(addresses.get(1));
  }

  @Test
  void aPortThatIsTakenIsSaidSo() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> addresses =
          List.of("localhost:" + taken.getLocalPort(), WorkerGroup.freeAddresses(1).get(0));
      assertThatThrownBy(() -> open(new Workers(addresses, 0)).close())
          .isInstanceOf(UserError.class)
          .hasMessageContaining("worker 0 (" + addresses.get(0) + ") cannot listen");
    }
  }

  @Test
  void whatElseAnswersIsNoWorker() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      List<String> addresses = List.of("localhost:1", "localhost:" + silent.getLocalPort());
      Peers peers = new Peers(new Workers(addresses, 0), LITTLE);
      assertThat(peers.silent()).containsExactly(1);
    }
  }

  static Backend open(Workers workers) {
    return TensorFlowBackend.open(settings(), workers, LITTLE);
  }

  private static TensorFlowSettings settings() {
    return TensorFlowSettings.onCpu(Precision.FLOAT32, true);
  }

  private static void namesWorkerOne(UserError error) {
    assertThat(error.kind()).isEqualTo(UserError.Kind.WORKER);
    assertThat(error).hasMessageContaining("worker 1");
  }

  /** The second worker, in a process of its own. */
  static final class Other {
    private Other() {}

    public static void main(String[] addresses) {
      try (Backend backend = open(new Workers(List.of(addresses), 1));
          Executable sum = backend.compile(SUM)) {
        while (true) {
          sum.run(FEEDS);
        }
      }
    }

    static Process start(List<String> addresses) throws IOException {
      List<String> words =
          Stream.concat(
                  Stream.of(
                      ProcessHandle.current().info().command().orElseThrow(),
                      "-cp",
                      classPath(),
                      Other.class.getName()),
                  addresses.stream())
              .toList();
      return new ProcessBuilder(words)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
    }

    /** What this test runs with, on the module path or not. */
    private static String classPath() {
      return Stream.of(
              System.getProperty("jdk.module.path", ""),
              System.getProperty("java.class.path", ""),
              Path.of("target", "test-classes").toAbsolutePath().toString())
          .filter(path -> !path.isEmpty())
          .collect(Collectors.joining(File.pathSeparator));
    }
  }
}
