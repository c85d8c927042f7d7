package io.d2v.testkit.hostile;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Notices when two threads are in at once. */
final class OneAtATime {
  private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();

  <T> T call(String what, Supplier<T> action) {
    Thread me = Thread.currentThread();
    Thread other = inside.compareAndExchange(null, me);
    if (other != null && other != me) {
      throw new AssertionError(
          what + " by thread " + me.getName() + " while thread " + other.getName() + " is at work");
    }
    try {
      return action.get();
    } finally {
      if (other == null) {
        inside.set(null);
      }
    }
  }

  void run(String what, Runnable action) {
    call(
        what,
        () -> {
          action.run();
          return true;
        });
  }
}
