package io.d2v.cli;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Turns SIGINT and SIGTERM into a wish to stop, so that what is running can save its work. A second
 * one ends the process at once.
 */
final class StopSignal implements BooleanSupplier, AutoCloseable {
  private static final int SIGNALLED = 128;

  private final AtomicInteger heard = new AtomicInteger();
  private final Signals signals = new Signals(List.of("INT", "TERM"), this::hear);
  private final boolean launched = Launcher.get().isPresent();

  @Override
  public boolean getAsBoolean() {
    return heard.get() != 0;
  }

  /** With what a command ends that was stopped: 128 and the signal's number, as in a shell. */
  int exitCode() {
    return getAsBoolean() ? SIGNALLED + heard.get() : ExitCode.INTERRUPTED.number();
  }

  static int exitCode(Signals.Heard signal) {
    return SIGNALLED + signal.number();
  }

  private void hear(Signals.Heard signal) {
    if (launched && signal.name().equals("SIGINT")) {
      return; // a terminal sends it to the launcher too, which passes it on as SIGTERM
    }
    if (!heard.compareAndSet(0, signal.number())) { // each signal comes in a thread of its own
      Runtime.getRuntime().halt(exitCode(signal));
    }
    System.err.println(
        "d2v: " + signal.name() + ": stops after this step, and saves; a second one ends it now");
  }

  @Override
  public void close() {
    signals.close();
  }
}
