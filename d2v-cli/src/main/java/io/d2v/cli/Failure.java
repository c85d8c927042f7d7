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
  static final int INTERNAL = 1;
  static final int INTERRUPTED = 130;

  private Failure() {}

  static int report(Throwable error, PrintWriter err, boolean verbose) {
    if (error instanceof InterruptedException) {
      err.println("d2v: interrupted; the same command goes on from the last checkpoint");
      return INTERRUPTED;
    }
    if (error instanceof UserError meant) {
      err.println("d2v: " + printable(meant.getMessage()));
      trace(error, err, verbose);
      return meant.kind().exitCode();
    }
    if (error instanceof UncheckedIOException passedOn && passedOn.getCause() != null) {
      return report(passedOn.getCause(), err, verbose);
    }
    if (error instanceof IOException) {
      err.println("d2v: reading or writing failed: " + printable(error.toString()));
      trace(error, err, verbose);
      return UserError.Kind.DATA.exitCode();
    }
    err.println("d2v: an error in d2v itself: " + printable(error.toString()));
    trace(error, err, verbose);
    if (!verbose) {
      err.println("Please report it with what `d2v --verbose ...` prints.");
    }
    return INTERNAL;
  }

  /** Says that a stop was asked for, and heard before all was done. */
  static void stopped(PrintWriter err, Optional<Path> out) {
    err.println("d2v: interrupted" + out.map(file -> "; " + file + " was not written").orElse(""));
    err.flush();
  }

  /** Messages quote files and their names: without what a terminal would obey. */
  private static String printable(@Nullable String message) {
    return String.valueOf(message).replaceAll("[\\p{Cc}&&[^\t\n]]", "\ufffd");
  }

  private static void trace(Throwable error, PrintWriter err, boolean verbose) {
    if (verbose) {
      error.printStackTrace(err);
    }
  }
}
