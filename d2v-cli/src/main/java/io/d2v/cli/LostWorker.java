package io.d2v.cli;

import io.d2v.api.UserError;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.TimeUnit;

/** What becomes of this process when another worker of its run is gone. */
final class LostWorker {
  private static final long PATIENCE_SECONDS = 10;

  private LostWorker() {}

  /** Ends the process by itself, unless the training thread has come back and done so by then. */
  static void endAfter(UserError worker) {
    Thread thread =
        new Thread(
            () -> {
              try {
                TimeUnit.SECONDS.sleep(PATIENCE_SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              int code =
                  Failure.report(
                      worker, new PrintWriter(System.err, true, Charset.defaultCharset()), false);
              Runtime.getRuntime().halt(code);
            },
            "d2v-lost-worker");
    thread.setDaemon(true);
    thread.start();
  }
}
