package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.backend.tensorflow.RollCall.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out when another worker is lost. The roll is called every few seconds. A worker that died
 * breaks the call off, one that hangs holds it up; then the others are asked whether they answer,
 * and those that do not are named.
 *
 * <p>A call that is late is no sign by itself: TensorFlow lets it wait for operations that take
 * seconds.
 */
final class Watch implements AutoCloseable {
  private static final ThreadFactory THREADS =
      run -> {
        Thread thread = new Thread(run, "d2v-watch");
        thread.setDaemon(true);
        return thread;
      };

  /** What TensorFlow says where an operation failed because of another worker. */
  private static final List<String> OF_ANOTHER =
      List.of("Collective ops is aborted", "remote target /job:", "RecvBuf", "Collective Op");

  private static final Duration FOREVER = Duration.ofDays(3_650);

  private static final String AGAIN =
      ". When all workers are started again, the run goes on from its newest checkpoint.";

  private final Peers peers;
  private final Patience patience;
  private final RollCall roll;
  private final Runnable breakOff;
  private final ExecutorService calls = Executors.newSingleThreadExecutor(THREADS);
  private final List<Consumer<UserError>> listeners = new ArrayList<>();
  private Standing standing = Standing.AT_WORK;
  private boolean running;
  private boolean over;
  private boolean told;
  private @Nullable UserError lost;

  /**
   * A watch that has not begun.
   *
   * @param roll which it closes
   * @param breakOff ends a program's run, from another thread
   */
  Watch(Peers peers, Patience patience, RollCall roll, Runnable breakOff) {
    this.peers = peers;
    this.patience = patience;
    this.roll = roll;
    this.breakOff = breakOff;
  }

  /**
   * Calls the roll for the first time, and from then on with a thread of its own.
   *
   * @throws UserError of kind WORKER, if not all are there
   */
  void begin() {
    call(Standing.AT_WORK, patience.start());
    THREADS.newThread(this::watch).start();
  }

  /**
   * Runs a program in which workers meet.
   *
   * @throws UserError of kind WORKER, if another is lost
   * @throws TensorFlowFault of any other reason
   */
  <T> T during(Supplier<T> run) {
    synchronized (this) {
      requireAll();
      running = true;
    }
    try {
      return run.get();
    } catch (TensorFlowFault fault) {
      blame(fault);
      throw fault;
    } finally {
      synchronized (this) {
        running = false;
        notifyAll();
      }
    }
  }

  /** See {@link io.d2v.api.backend.Backend#finish}. */
  synchronized void finish() {
    say(Standing.DONE);
    pauseWhile(this::goesOn, FOREVER);
    requireAll();
  }

  /** See {@link io.d2v.api.backend.Backend#whenLost}. */
  synchronized void whenLost(Consumer<UserError> listener) {
    if (lost == null || !told) {
      listeners.add(listener);
    } else {
      UserError error = lost;
      THREADS.newThread(() -> listener.accept(error)).start();
    }
  }

  /** Tells the others that this worker is gone, unless all are done or one is lost. */
  @Override
  public void close() {
    synchronized (this) {
      say(Standing.GONE);
      pauseWhile(this::goesOn, patience.call());
    }
    roll.breakOff();
    calls.shutdown();
    try {
      if (calls.awaitTermination(patience.leave().toMillis(), TimeUnit.MILLISECONDS)) {
        roll.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void watch() {
    try {
      Standing own;
      boolean allDone;
      do {
        own = next();
        List<Standing> all = call(own, FOREVER);
        if (own != Standing.GONE) {
          requireNoneGone(all);
        }
        allDone = all.stream().allMatch(Standing.DONE::equals);
      } while (own != Standing.GONE && !allDone);
      if (allDone) {
        callForTheLastTime();
      }
      synchronized (this) {
        over = true;
        notifyAll();
      }
    } catch (UserError error) {
      lose(error);
    }
  }

  /** So that all have heard that all are done before one ends, and its server with it. */
  private void callForTheLastTime() {
    try {
      call(Standing.DONE, patience.leave());
    } catch (UserError ended) {
      // It had heard.
    }
  }

  /** How this worker is, after a while, or as soon as it is no longer at work. */
  private synchronized Standing next() {
    pauseWhile(() -> standing == Standing.AT_WORK, patience.between());
    return standing;
  }

  /**
   * Calls the roll once.
   *
   * @throws UserError of kind WORKER, if another is lost, or if it takes too long
   */
  private List<Standing> call(Standing own, Duration most) {
    Future<List<Standing>> call = calls.submit(() -> roll.tell(own));
    long start = System.nanoTime();
    while (true) {
      Duration left = most.minusNanos(System.nanoTime() - start);
      Duration until = left.compareTo(patience.call()) < 0 ? left : patience.call();
      try {
        return call.get(until.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException late) {
        List<Integer> silent = peers.silent();
        if (!silent.isEmpty()) {
          throw silent(silent);
        }
        if (until.equals(left)) {
          throw new UserError(
              UserError.Kind.WORKER,
              "all workers answer, but within "
                  + most.toSeconds()
                  + " s they did not begin together. Is one of an earlier start, or do their lists"
                  + " of workers differ?");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof TensorFlowFault fault) {
          List<Integer> silent = peers.silent();
          throw silent.isEmpty() ? apart(fault) : silent(silent);
        }
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new UserError(UserError.Kind.WORKER, "interrupted while meeting other workers", e);
      }
    }
  }

  /** A program's run failed: because of another worker? */
  private void blame(TensorFlowFault fault) {
    synchronized (this) {
      requireAll();
    }
    List<Integer> silent = peers.silent();
    if (!silent.isEmpty()) {
      lose(silent(silent));
    } else if (OF_ANOTHER.stream().anyMatch(fault.message()::contains)) {
      lose(apart(fault));
    }
    synchronized (this) {
      requireAll();
    }
  }

  private void lose(UserError error) {
    synchronized (this) {
      if (over || lost != null) {
        return;
      }
      lost = error;
      notifyAll();
    }
    THREADS.newThread(() -> end(error)).start();
  }

  /** Breaks off what does not end by itself, and tells of it. */
  private void end(UserError error) {
    List<Consumer<UserError>> all;
    boolean hangs;
    synchronized (this) {
      pauseWhile(() -> running, patience.leave());
      hangs = running;
      told = true;
      all = List.copyOf(listeners);
    }
    if (hangs) {
      breakOff.run();
    }
    all.forEach(listener -> listener.accept(error));
  }

  private synchronized void say(Standing next) {
    standing = next;
    notifyAll();
  }

  private synchronized boolean goesOn() {
    return !over && lost == null;
  }

  private synchronized void requireAll() {
    if (lost != null) {
      throw lost;
    }
  }

  private void requireNoneGone(List<Standing> all) {
    List<Integer> gone =
        IntStream.range(0, all.size())
            .filter(rank -> all.get(rank) == Standing.GONE)
            .boxed()
            .toList();
    if (!gone.isEmpty()) {
      throw error(peers.names(gone) + " ended before the others were done; its log says why");
    }
  }

  private UserError silent(List<Integer> ranks) {
    return error(
        peers.names(ranks)
            + " does not answer: its process died or hangs, or the network is down; its log may say"
            + " more");
  }

  private UserError apart(TensorFlowFault fault) {
    return new UserError(
        UserError.Kind.WORKER,
        "the workers lost one another, though all answer: one was started again, or the network"
            + " failed for a moment"
            + AGAIN
            + " TensorFlow says: "
            + fault.message(),
        fault);
  }

  private static UserError error(String what) {
    return new UserError(UserError.Kind.WORKER, what + AGAIN);
  }

  private synchronized void pauseWhile(BooleanSupplier condition, Duration most) {
    long start = System.nanoTime();
    try {
      while (condition.getAsBoolean()) {
        long left = most.minusNanos(System.nanoTime() - start).toMillis();
        if (left <= 0) {
          return;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
