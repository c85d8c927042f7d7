package io.d2v.testkit.reference;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the workers of one JVM sum: each brings its entries under a name and waits for all. */
final class Meeting {
  private final Map<String, Round> rounds = new HashMap<>();
  private @Nullable String left;

  /** What was brought under one name, by rank. */
  private static final class Round {
    private final double[][] brought;
    private int missing;

    Round(int workers) {
      brought = new double[workers][];
      missing = workers;
    }

    double[] sum() {
      double[] sum = brought[0].clone();
      for (int rank = 1; rank < brought.length; rank++) {
        for (int i = 0; i < sum.length; i++) {
          sum[i] += brought[rank][i];
        }
      }
      return sum;
    }
  }

  /**
   * The sum over all workers, in the order of their ranks.
   *
   * @throws UserError of kind WORKER, if one of them has left that is waited for
   */
  synchronized double[] sum(String name, Workers workers, double[] mine) {
    Round round = rounds.computeIfAbsent(name, any -> new Round(workers.count()));
    requireAlike(name, workers, round, mine);
    round.brought[workers.rank()] = mine;
    round.missing--;
    if (round.missing == 0) {
      rounds.remove(name);
      notifyAll();
    }
    try {
      while (round.missing > 0) {
        if (left != null) {
          throw new UserError(
              UserError.Kind.WORKER,
              left + "; " + workers.name(workers.rank()) + " waited for it at '" + name + "'");
        }
        wait();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for other workers", ended);
    }
    return round.sum();
  }

  /** Ends the waiting of the others; the first who leaves is the one that is named. */
  synchronized void leave(Workers workers, String how) {
    if (left == null) {
      left = workers.name(workers.rank()) + " " + how;
      notifyAll();
    }
  }

  private static void requireAlike(String name, Workers workers, Round round, double[] mine) {
    boolean alike =
        Arrays.stream(round.brought).allMatch(its -> its == null || its.length == mine.length);
    if (!alike || round.brought[workers.rank()] != null) {
      throw new IllegalArgumentException(
          workers.name(workers.rank())
              + " brings "
              + mine.length
              + " entries to '"
              + name
              + "', where others have other ones");
    }
  }
}
