package io.d2v.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * What a reader promises of any input: it reads it or refuses it by its own error, in a second and
 * with 64 MiB at most.
 */
final class Promise {
  private static final long MOST_BYTES = 64L << 20;
  private static final long MOST_NANOSECONDS = 1_000_000_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Promise() {}

  /**
   * Holds a reader to it. What is counted is this thread's work, since the machine may have other,
   * and all memory that it asked for, which is no less than what it held at any time. Where it was
   * too much the input is read once more: the first time, classes may have been loaded.
   *
   * @throws AssertionError if it is broken
   */
  static void require(String name, Target target, byte[] input) {
    Spent spent = Spent.reading(name, target, input);
    if (spent.tooMuch()) {
      spent = Spent.reading(name, target, input);
    }
    if (spent.tooMuch()) {
      throw new AssertionError(
          name
              + ": took "
              + spent.nanoseconds / 1_000_000
              + " ms and "
              + (spent.bytes >> 20)
              + " MiB");
    }
  }

  private record Spent(long nanoseconds, long bytes) {
    static Spent reading(String name, Target target, byte[] input) {
      long thread = Thread.currentThread().getId();
      long bytes = THREADS.getThreadAllocatedBytes(thread);
      long time = THREADS.getCurrentThreadCpuTime();
      try {
        target.read(input);
      } catch (IOException | RuntimeException thrown) {
        requireRefusal(name, target, thrown);
      }
      return new Spent(
          THREADS.getCurrentThreadCpuTime() - time,
          THREADS.getThreadAllocatedBytes(thread) - bytes);
    }

    boolean tooMuch() {
      return nanoseconds > MOST_NANOSECONDS || bytes > MOST_BYTES;
    }
  }

  private static void requireRefusal(String name, Target target, Exception thrown) {
    if (target.refusals().stream().noneMatch(refusal -> refusal.isInstance(thrown))) {
      throw new AssertionError(name + ": an error that is not the reader's own", thrown);
    }
    if (thrown.getMessage() == null || thrown.getMessage().isBlank()) {
      throw new AssertionError(name + ": an error that says nothing", thrown);
    }
  }
}
