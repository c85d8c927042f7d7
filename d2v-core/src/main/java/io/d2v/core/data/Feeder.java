package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Masker;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/**
 * Batches for training, without end, prepared ahead in threads. Batch {@code b} holds the positions
 * {@code b * batch} to {@code b * batch + batch - 1} of the run; position {@code p} lies in epoch
 * {@code p / size}, so that a batch may span two epochs and no sample is left out. The same for any
 * number of threads, and from whichever batch it starts.
 */
public final class Feeder implements AutoCloseable {
  private final FeederSettings settings;
  private final long size;
  private final Preparation preparation;
  private final Prefetch<Batch> batches;

  /**
   * Starts to read.
   *
   * @param quarantine takes in damaged samples
   * @param first number of the first batch, from 0
   */
  public Feeder(
      Dataset dataset,
      Encoder encoder,
      Masker masker,
      Quarantine quarantine,
      FeederSettings settings,
      long first) {
    this.settings = settings;
    this.size = dataset.size();
    this.preparation = new Preparation(dataset, encoder, masker, quarantine, settings.seed());
    this.batches =
        new Prefetch<>(number -> Optional.of(() -> batch(number)), first, settings.threads());
  }

  /**
   * The next batch.
   *
   * @throws UserError of kind DATA, if too many samples are damaged
   * @throws IllegalStateException if a plugin failed; the message names the sample
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Batch next() throws InterruptedException {
    long start = System.nanoTime();
    Batch batch = batches.next().orElseThrow();
    return batch.with(Duration.ofNanos(System.nanoTime() - start));
  }

  private Batch batch(long number) {
    long first = Math.multiplyExact(number, (long) settings.batch());
    List<Prepared> rows = new ArrayList<>();
    EpochOrder order = new EpochOrder(settings.seed(), first / size, size);
    for (int i = 0; i < settings.batch(); i++) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("closed");
      }
      long epoch = (first + i) / size;
      if (i > 0 && (first + i) % size == 0) {
        order = new EpochOrder(settings.seed(), epoch, size);
      }
      rows.add(preparation.prepare(epoch, order.sample((first + i) % size)));
    }
    return new Batch(
        number,
        first / size,
        Stacked.examples(rows.stream().map(Prepared::whole).toList()),
        corrupted(rows),
        rows.stream().map(Prepared::mask).toList(),
        rows.stream().mapToInt(row -> row.whole().valid()).toArray(),
        rows.stream().mapToLong(Prepared::index).toArray(),
        Duration.ZERO);
  }

  private static Map<String, Array> corrupted(List<Prepared> rows) {
    List<Example> corrupted = rows.stream().flatMap(row -> row.corrupted().stream()).toList();
    return corrupted.isEmpty() ? Map.of() : Stacked.examples(corrupted);
  }

  /** Ends the threads. What they were preparing is lost, and comes again from the same number. */
  @Override
  public void close() {
    batches.close();
  }
}
