package io.d2v.cli;

import io.d2v.api.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says what went wrong, and with which code the process ends. */
final class Failure {
  private static final long MIB = 1 << 20;

  private Failure() {}

  static int report(Throwable error, PrintWriter err, boolean verbose) {
    if (error instanceof InterruptedException) {
      err.println("d2v: interrupted; the same command goes on from the last checkpoint");
      return ExitCode.INTERRUPTED.number();
    }
    if (error instanceof UserError meant) {
      err.println("d2v: " + printable(meant.getMessage()));
      trace(error, err, verbose);
      return ExitCode.of(meant.kind()).number();
    }
    if (error instanceof OutOfMemoryError) {
      err.println("d2v: " + outOfMemory(error));
      trace(error, err, verbose);
      return ExitCode.DEVICE.number();
    }
    if (error instanceof UncheckedIOException passedOn && passedOn.getCause() != null) {
      return report(passedOn.getCause(), err, verbose);
    }
    if (error instanceof IOException) {
      err.println("d2v: reading or writing failed: " + printable(error.toString()));
      trace(error, err, verbose);
      return ExitCode.DATA.number();
    }
    err.println("d2v: an error in d2v itself: " + printable(error.toString()));
    trace(error, err, verbose);
    if (!verbose) {
      err.println("Please report it with what `d2v --verbose ...` prints.");
    }
    return ExitCode.INTERNAL.number();
  }

  /** Says that a stop was asked for, and heard before all was done. */
  static void stopped(PrintWriter err, Optional<Path> out) {
    err.println("d2v: interrupted" + out.map(file -> "; " + file + " was not written").orElse(""));
    err.flush();
  }

  /** Messages quote files and their names: without what a terminal would obey. */
  static String printable(@Nullable String message) {
    return String.valueOf(message).replaceAll("[\\p{Cc}&&[^\t\n]]", "\ufffd");
  }

  private static String outOfMemory(Throwable error) {
    return "Java's memory of "
        + Runtime.getRuntime().maxMemory() / MIB
        + " MiB does not suffice ("
        + error.getMessage()
        + "). Give it more (D2V_JAVA_OPTS=-Xmx8g), or let it need less: a smaller training.batch"
        + " with as much more training.accumulate, fewer training.loader_threads. Checkpoints are"
        + " whole; the same command goes on from the newest, with other settings by --allow-change.";
  }

  private static void trace(Throwable error, PrintWriter err, boolean verbose) {
    if (verbose) {
      error.printStackTrace(err);
    }
  }
}
