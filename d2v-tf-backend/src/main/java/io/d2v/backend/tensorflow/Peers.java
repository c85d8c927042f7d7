package io.d2v.backend.tensorflow;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The other workers: whether they answer, and what is said of those that are lost. */
final class Peers {
  private static final Logger LOG = LoggerFactory.getLogger(Peers.class);
  private static final Duration BETWEEN = Duration.ofMillis(500);
  private static final int MOST_AT_ONCE = 64;
  private static final String AGAIN =
      ". When all workers are started again, the run goes on from its newest checkpoint.";

  private final Workers workers;
  private final Patience patience;

  Peers(Workers workers, Patience patience) {
    this.workers = workers;
    this.patience = patience;
  }

  /**
   * Waits until all answer.
   *
   * @throws UserError of kind WORKER, if some do not in time
   */
  void await() {
    long start = System.nanoTime();
    boolean said = false;
    List<Integer> missing = others();
    while (true) {
      missing = silent(missing);
      if (missing.isEmpty()) {
        return;
      }
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      if (waited.compareTo(patience.start()) >= 0) {
        throw new UserError(
            UserError.Kind.WORKER,
            "waited "
                + patience.start().toSeconds()
                + " s for "
                + names(missing)
                + " without an answer. Was it started, does it run, is its address right, and does"
                + " no firewall keep its port shut?");
      }
      if (!said && waited.compareTo(patience.quiet()) >= 0) {
        LOG.info("waiting for {} to start", names(missing));
        said = true;
      }
      pause(BETWEEN);
    }
  }

  /** The ranks of those that do not answer. */
  List<Integer> silent() {
    return silent(others());
  }

  /** What is to be said of workers that do not answer. */
  UserError areSilent(List<Integer> ranks) {
    return error(
        "no answer from "
            + names(ranks)
            + ": its process died or hangs, or the network is down; its log may say more");
  }

  /** What is to be said of workers that failed and told the others. */
  UserError haveFailed(List<Integer> ranks) {
    return error(names(ranks) + " ended before the others were done; its log says why");
  }

  /** What is to be said of workers that are done while this one waits for them in a program. */
  UserError areDone(List<Integer> ranks) {
    return error(
        names(ranks)
            + " is done, but this worker waits for it in a program: they did not run the same"
            + " number of programs in which they meet, which is a fault of d2v");
  }

  /** What is to be said where an operation failed because of another worker. */
  UserError haveFailed(TensorFlowFault fault) {
    List<Integer> silent = silent();
    if (silent.isEmpty()) {
      pause(patience.soon()); // a process that is ending may still have answered
      silent = silent();
    }
    if (!silent.isEmpty()) {
      return areSilent(silent);
    }
    String what =
        fault
            .message()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("From /job:"))
            .findFirst()
            .orElse("");
    return new UserError(
        UserError.Kind.WORKER,
        "the workers do not hold together, though all answer: their lists of workers differ, one"
            + " was started again, or the network failed for a moment"
            + AGAIN
            + " TensorFlow says: "
            + what,
        fault);
  }

  private static UserError error(String what) {
    return new UserError(UserError.Kind.WORKER, what + AGAIN);
  }

  private String names(List<Integer> ranks) {
    return ranks.stream().map(workers::name).collect(Collectors.joining(", "));
  }

  private List<Integer> others() {
    return IntStream.range(0, workers.count())
        .filter(rank -> rank != workers.rank())
        .boxed()
        .toList();
  }

  private List<Integer> silent(List<Integer> asked) {
    ExecutorService asking = Executors.newFixedThreadPool(Math.min(asked.size(), MOST_AT_ONCE));
    try {
      List<Callable<Boolean>> questions = new ArrayList<>();
      asked.forEach(
          rank ->
              questions.add(
                  () -> Greeting.isReturnedBy(workers.addresses().get(rank), patience.answer())));
      List<Future<Boolean>> answers = asking.invokeAll(questions);
      List<Integer> silent = new ArrayList<>();
      for (int i = 0; i < asked.size(); i++) {
        if (!answers.get(i).get()) {
          silent.add(asked.get(i));
        }
      }
      return silent;
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      asking.shutdown();
    }
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /** The present thread was interrupted while it waited for others. */
  static UserError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new UserError(UserError.Kind.WORKER, "interrupted while waiting for other workers", e);
  }
}
