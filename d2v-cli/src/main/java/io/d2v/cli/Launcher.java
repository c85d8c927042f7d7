package io.d2v.cli;

import java.util.Optional;

/** The process that started this one as a worker, where there is one. */
final class Launcher {
  /** Its number, in the environment of the workers. */
  static final String VARIABLE = "D2V_LAUNCHER";

  private Launcher() {}

  static Optional<ProcessHandle> get() {
    return Optional.ofNullable(System.getenv(VARIABLE))
        .flatMap(number -> ProcessHandle.of(Long.parseLong(number)));
  }

  /** Ends this process when its launcher ends, however it does: nobody would look after it. */
  static void follow() {
    get()
        .ifPresent(
            launcher -> {
              Thread thread = new Thread(() -> endAfter(launcher), "d2v-launcher");
              thread.setDaemon(true);
              thread.start();
            });
  }

  private static void endAfter(ProcessHandle launcher) {
    launcher.onExit().join();
    Runtime.getRuntime().halt(ExitCode.WORKER.number());
  }
}
