package io.d2v.testkit.reference;

import io.d2v.api.UserError;
import io.d2v.api.backend.Workers;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where the workers of one JVM sum: each brings its entries under a name, and the last one sums.
 */
final class Meeting {
  private final Map<String, Round> rounds = new HashMap<>();
  private @Nullable UserError left;

  /** What was brought under one name, by rank. */
  private static final class Round {
    private final CompletableFuture<double[]> sum = new CompletableFuture<>();
    private final double[][] brought;
    private int missing;

    Round(int workers) {
      brought = new double[workers][];
      missing = workers;
    }

    void bring(int rank, double[] entries) {
      brought[rank] = entries;
      missing--;
    }

    double[] sum() {
      double[] total = brought[0].clone();
      for (int rank = 1; rank < brought.length; rank++) {
        for (int i = 0; i < total.length; i++) {
          total[i] += brought[rank][i];
        }
      }
      return total;
    }
  }

  /**
   * The sum over all workers, in the order of their ranks, once all have brought theirs. It fails
   * with a {@link UserError} of kind WORKER if one leaves before.
   */
  synchronized CompletableFuture<double[]> sum(String name, Workers workers, double[] mine) {
    if (left != null) {
      return CompletableFuture.failedFuture(left);
    }
    Round round = rounds.computeIfAbsent(name, any -> new Round(workers.count()));
    for (double[] its : round.brought) {
      if (its != null && its.length != mine.length) {
        throw new IllegalArgumentException(
            workers.name(workers.rank())
                + " brings "
                + mine.length
                + " entries to '"
                + name
                + "', another worker "
                + its.length);
      }
    }
    round.bring(workers.rank(), mine);
    if (round.missing == 0) {
      rounds.remove(name);
      round.sum.complete(round.sum());
    }
    return round.sum;
  }

  /** Ends the waiting of the others; the first who leaves is the one that is named. */
  synchronized void leave(Workers workers, String how) {
    if (left == null) {
      UserError gone =
          new UserError(UserError.Kind.WORKER, workers.name(workers.rank()) + " " + how);
      left = gone;
      rounds.values().forEach(round -> round.sum.completeExceptionally(gone));
    }
  }
}
