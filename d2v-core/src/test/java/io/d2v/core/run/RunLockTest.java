package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @TempDir Path temp;
  private RunFolder run = new RunFolder(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    run = RunFolder.create(temp.resolve("run"));
  }

  @Test
  void aSecondHolderInTheSameProcessIsRefused() throws IOException {
    try (RunLock lock = RunLock.take(run)) {
      assertThat(lock.folder()).isEqualTo(run);
      assertThat(run.lock()).content().contains("process " + ProcessHandle.current().pid());
      assertThatThrownBy(() -> RunLock.take(new RunFolder(temp.resolve("./run"))))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is in use: this process writes there");
    }
    RunLock.take(run).close();
  }

  @Test
  void whatADeadProcessWroteIsNoLock() throws IOException {
    Files.writeString(run.lock(), "process 1 on elsewhere since 2020-01-01T00:00:00Z\n");

    RunLock.take(run).close();
  }

  @Test
  void anotherProcessIsNamedWhileItLives() throws Exception {
    Process holder = Holder.start(run.path());
    try {
      assertThatThrownBy(() -> RunLock.take(run))
          .isInstanceOf(UserError.class)
          .extracting(error -> ((UserError) error).kind())
          .isEqualTo(UserError.Kind.CHECKPOINT);
      assertThatThrownBy(() -> RunLock.take(run))
          .hasMessageContaining("in use: process " + holder.pid() + " on ")
          .hasMessageContaining(" since ");
    } finally {
      holder.destroyForcibly();
    }
    assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();

    assertThat(run.lock()).content().contains("process " + holder.pid());
    RunLock.take(run).close();
  }

  @Test
  void aRefusedTryDoesNotLetGoOfTheLock() throws Exception {
    try (RunLock lock = RunLock.take(run)) {
      assertThatThrownBy(() -> RunLock.take(lock.folder())).isInstanceOf(UserError.class);

      Process other = Holder.start(run.path());
      assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(other.exitValue()).isEqualTo(Holder.REFUSED);
    }
  }

  /** A process of its own that takes the lock, says so, and waits. */
  static final class Holder {
    static final int REFUSED = 5;

    private Holder() {}

    public static void main(String[] arguments) throws Exception {
      try (RunLock lock = RunLock.take(new RunFolder(Path.of(arguments[0])))) {
        System.out.println(lock.folder());
        Thread.sleep(60_000);
      } catch (UserError refused) {
        System.out.println(refused.getMessage());
        System.exit(REFUSED);
      }
    }

    /** Starts it and waits until it has the lock, or was refused. */
    static Process start(Path folder) throws IOException {
      Process process =
          new ProcessBuilder(
                  ProcessHandle.current().info().command().orElseThrow(),
                  "-cp",
                  classPath(),
                  Holder.class.getName(),
                  folder.toString())
              .redirectErrorStream(true)
              .start();
      BufferedReader out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      assertThat(out.readLine()).contains(folder.toString());
      return process;
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
