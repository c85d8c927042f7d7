package io.d2v.core.train;

import io.d2v.core.data.Loading;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Names the stage of a run that has gone on for too long, with where its threads stand. It ends
 * nothing: a slow disk may come back.
 */
final class Watchdog implements AutoCloseable {
  private static final int FRAMES = 12;

  /** What the training thread is at. */
  enum Stage {
    DATA("waiting for data"),
    STEP("computing, or compiling a program that is needed for the first time"),
    JUDGING("judging by samples held out"),
    SAVING("writing a checkpoint"),
    TELLING("showing how it goes");

    private final String words;

    Stage(String words) {
      this.words = words;
    }
  }

  private record Entered(Stage stage, long update, long nanos) {}

  private final Duration patience;
  private final Supplier<List<Loading>> loaders;
  private final Consumer<String> tell;
  private final Thread watched = Thread.currentThread();
  private final Thread dog = new Thread(this::watch, "d2v-watchdog");
  private volatile Entered now;

  /**
   * Watches the thread that makes it.
   *
   * @param patience how long a stage may take before it is named, and twice as long before again
   * @param loaders what loader threads are reading
   * @param tell takes what there is to say, on the watchdog's thread
   */
  Watchdog(Duration patience, Supplier<List<Loading>> loaders, Consumer<String> tell) {
    this.patience = patience;
    this.loaders = loaders;
    this.tell = tell;
    now = new Entered(Stage.TELLING, 0, System.nanoTime());
    dog.setDaemon(true);
    dog.start();
  }

  /** The watched thread begins with this. */
  void at(Stage stage, long update) {
    now = new Entered(stage, update, System.nanoTime());
  }

  private void watch() {
    Entered named = now;
    long next = patience.toNanos();
    try {
      while (true) {
        Thread.sleep(Math.max(1, patience.toMillis() / 10));
        Entered entered = now;
        if (!entered.equals(named)) {
          named = entered;
          next = patience.toNanos();
        }
        long since = System.nanoTime() - entered.nanos();
        if (since >= next) {
          next *= 2;
          tell.accept(message(entered, Duration.ofNanos(since)));
        }
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private String message(Entered entered, Duration since) {
    String stands =
        "update "
            + entered.update()
            + " makes no progress: "
            + entered.stage().words
            + " for "
            + since.toSeconds()
            + " s (guards.stalled_seconds). The run goes on waiting. ";
    return stands
        + (entered.stage() == Stage.DATA
            ? loaders.get().stream().map(Watchdog::line).collect(Collectors.joining("\n"))
            : stack(watched));
  }

  private static String line(Loading loading) {
    return loading.thread().getName()
        + " has been at sample "
        + loading.sample()
        + " for "
        + loading.since().toSeconds()
        + " s; "
        + stack(loading.thread());
  }

  private static String stack(Thread thread) {
    return thread.getName()
        + " is at"
        + Stream.of(thread.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n    " + frame)
            .collect(Collectors.joining());
  }

  @Override
  public void close() {
    dog.interrupt();
  }
}
