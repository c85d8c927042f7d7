package io.d2v.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * One of the workers that were started together. The first one speaks for all, as if it were this
 * process; lines of the others are marked with their rank.
 */
record WorkerProcess(int rank, String address, Process process) {
  /** Notes that TensorFlow's libraries write whatever their log level is. */
  private static final List<String> NOTES =
      List.of("I0000 00:00:", "WARNING: All log messages before absl::InitializeLog() ");

  private static final int SIGNALLED = 128;

  static WorkerProcess start(int rank, String address, ProcessBuilder builder) throws IOException {
    if (rank == 0) {
      builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
      builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }
    WorkerProcess started = new WorkerProcess(rank, address, builder.start());
    started.process.getOutputStream().close();
    if (rank > 0) {
      started.relay(started.process.getInputStream(), System.out);
      started.relay(started.process.getErrorStream(), System.err);
    }
    return started;
  }

  private void relay(InputStream said, PrintStream to) {
    Thread thread = new Thread(() -> copy(said, to), "what worker " + rank + " says");
    thread.setDaemon(true);
    thread.start();
  }

  private void copy(InputStream said, PrintStream to) {
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(said, StandardCharsets.UTF_8))) {
      reader
          .lines()
          .filter(line -> NOTES.stream().noneMatch(line::startsWith))
          .forEach(line -> to.println("[worker " + rank + "] " + line));
    } catch (IOException | UncheckedIOException closed) {
      to.println("[worker " + rank + "] " + closed.getMessage());
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** With what it ended. */
  int code() {
    return process.exitValue();
  }

  /** Whether it was ended by a signal that it did not heed, such as SIGKILL. */
  boolean wasKilled() {
    return code() > SIGNALLED
        && Arrays.stream(ExitCode.values()).noneMatch(known -> known.number() == code());
  }

  /** How it ended, for people. */
  String ending() {
    return String.format(
        "worker %d (%s, process %d) %s %d",
        rank,
        address,
        process.pid(),
        wasKilled() ? "was ended by signal" : "ended with exit code",
        wasKilled() ? code() - SIGNALLED : code());
  }
}
