package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.backend.tensorflow.RollCall.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out when another worker is lost, by a roll call every few seconds, and ends what waits. */
final class Watch implements AutoCloseable {
  /** Its threads do not keep a process from ending. */
  static final ThreadFactory THREADS =
      run -> {
        Thread thread = new Thread(run, "d2v-watch");
        thread.setDaemon(true);
        return thread;
      };

  /** What TensorFlow says where an operation failed because of another worker. */
  private static final List<String> OF_ANOTHER =
      List.of("Collective ops is aborted", "remote target /job:", "RecvBuf");

  private static final Duration FOREVER = Duration.ofDays(3_650);

  private final RollCall roll;
  private final Peers peers;
  private final Patience patience;
  private final Runnable breakOff;
  private final List<Consumer<UserError>> listeners = new ArrayList<>();
  private Standing standing = Standing.AT_WORK;
  private boolean running;
  private long runs;
  private long waitingRun;
  private long waitingSince;
  private boolean over;
  private boolean told;
  private @Nullable UserError lost;

  /**
   * A watch that has not begun.
   *
   * @param roll which it closes
   * @param breakOff ends a program's run, from another thread
   */
  Watch(RollCall roll, Peers peers, Patience patience, Runnable breakOff) {
    this.roll = roll;
    this.peers = peers;
    this.patience = patience;
    this.breakOff = breakOff;
  }

  /**
   * Calls the roll for the first time, and from then on with a thread of its own.
   *
   * @throws UserError of kind WORKER, if not all are there
   */
  void begin() {
    roll.begin();
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
      runs++;
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

  /** Tells the others that this worker has failed, unless all are done or one is lost. */
  @Override
  public void close() {
    synchronized (this) {
      say(Standing.GONE);
      pauseWhile(this::goesOn, patience.call());
    }
    roll.close();
  }

  private void watch() {
    try {
      Standing own;
      List<Standing> all;
      do {
        own = next();
        all = roll.call(own, FOREVER);
        if (waitsForLong(all)) {
          callForTheLastTime(Standing.GONE);
          throw peers.areDone(ranks(all, Standing.DONE));
        }
      } while (!isLast(all));
      callForTheLastTime(own);
      List<Integer> gone = ranks(all, Standing.GONE);
      if (own != Standing.GONE && !gone.isEmpty()) {
        throw peers.haveFailed(gone);
      }
      synchronized (this) {
        over = true;
        notifyAll();
      }
    } catch (UserError error) {
      lose(error);
    }
  }

  /** How this worker is, after a while, or as soon as it is no longer at work. */
  private synchronized Standing next() {
    pauseWhile(() -> standing == Standing.AT_WORK, patience.between());
    return standing;
  }

  /**
   * Whether a run goes on though another worker has long been done, so that its sums do not come.
   */
  private synchronized boolean waitsForLong(List<Standing> all) {
    if (!running || !all.contains(Standing.DONE) || runs != waitingRun) {
      waitingRun = runs;
      waitingSince = System.nanoTime();
    }
    return System.nanoTime() - waitingSince > patience.hang().toNanos();
  }

  private static boolean isLast(List<Standing> all) {
    return all.contains(Standing.GONE) || all.stream().allMatch(Standing.DONE::equals);
  }

  /** So that all have heard it before one ends, and its server with it. */
  private void callForTheLastTime(Standing own) {
    try {
      roll.call(own, patience.leave());
    } catch (UserError ended) {
      // It had heard.
    }
  }

  private static List<Integer> ranks(List<Standing> all, Standing of) {
    return IntStream.range(0, all.size()).filter(rank -> all.get(rank) == of).boxed().toList();
  }

  /** A program's run failed: because of another worker? */
  private void blame(TensorFlowFault fault) {
    synchronized (this) {
      requireAll();
    }
    if (OF_ANOTHER.stream().anyMatch(fault.message()::contains)) {
      lose(peers.haveFailed(fault));
      synchronized (this) {
        requireAll();
      }
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
