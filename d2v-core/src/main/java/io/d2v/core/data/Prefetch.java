package io.d2v.core.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/** Computes the items of a numbered sequence in threads, a few ahead, and gives them in order. */
final class Prefetch<T> implements AutoCloseable {
  private static final int SECONDS_TO_END = 10;
  private static final int MILLIS_TO_HEAR = 100;

  private final LongFunction<Optional<Callable<T>>> tasks;
  private final ExecutorService threads;
  private final int ahead;
  private final int step;
  private final Deque<Future<T>> pending = new ArrayDeque<>();
  private long next;

  /**
   * A sequence.
   *
   * @param tasks what computes the item of a number; nothing after the last
   * @param numbers of the items
   * @param count of threads
   */
  Prefetch(LongFunction<Optional<Callable<T>>> tasks, Stride numbers, int count) {
    this.tasks = tasks;
    this.next = numbers.first();
    this.step = numbers.step();
    this.ahead = count + 1;
    AtomicInteger number = new AtomicInteger();
    this.threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread = new Thread(work, "d2v-loader-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The next item; nothing after the last, or if asked to stop while it is waited for. */
  Optional<T> next(BooleanSupplier stop) throws InterruptedException {
    while (pending.size() < ahead) {
      Optional<Callable<T>> task = tasks.apply(next);
      if (task.isEmpty()) {
        break;
      }
      pending.add(threads.submit(task.get()));
      next += step;
    }
    Future<T> first = pending.peek();
    if (first == null || !isDone(first, stop)) {
      return Optional.empty();
    }
    pending.remove();
    try {
      return Optional.of(first.get());
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause();
      if (cause instanceof RuntimeException known) {
        throw known;
      }
      if (cause instanceof Error serious) {
        throw serious;
      }
      throw new IllegalStateException("a loader thread failed", cause);
    }
  }

  private static boolean isDone(Future<?> one, BooleanSupplier stop) throws InterruptedException {
    while (!one.isDone() && !stop.getAsBoolean()) {
      try {
        one.get(MILLIS_TO_HEAR, TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException looked) {
        // the caller sees how it ended
      }
    }
    return one.isDone();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    try {
      threads.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
