package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Every sample of a dataset once, unmasked and not augmented, in batches of one size and count:
 * samples of like length go together, so little is padding. How many are held does not depend on
 * how many there are.
 */
public final class EvaluationFeeder implements AutoCloseable {
  private final Dataset dataset;
  private final Sizes sizes;
  private final Quarantine quarantine;
  private final FeederSettings settings;
  private final Filled filled;
  private final Prefetch<Rows> batches;
  private volatile boolean closed;

  /** How far a batch is filled for which there are too few samples. */
  public enum Filled {
    /** To the end: one program does for each size. */
    WHOLLY,
    /** To a power of two: few samples take little time, and there are more programs. */
    TO_A_POWER_OF_TWO
  }

  /**
   * Samples for evaluation. A damaged sample leaves its place in the batch unused.
   *
   * @param size which of the encoder's sizes
   * @param inputs the encoder's inputs with a batch axis in front; the last rows are repetitions
   *     where {@code samples} has fewer
   * @param valid real tokens of each row
   * @param samples the real rows, in front
   * @param settled of samples below this index no more come after this batch
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Rows(
      int size, Map<String, Array> inputs, int[] valid, List<Row> samples, long settled) {
    /** Copies the collections. */
    public Rows {
      inputs = Map.copyOf(inputs);
      samples = List.copyOf(samples);
    }
  }

  /** One sample of a batch. */
  public record Row(long index, String id, Answer answer, Example example) {}

  /** Starts to read; each batch is wholly filled. */
  public EvaluationFeeder(
      Dataset dataset, Encoder encoder, Quarantine quarantine, FeederSettings settings) {
    this(dataset, encoder, quarantine, settings, Filled.WHOLLY);
  }

  /** Starts to read. */
  public EvaluationFeeder(
      Dataset dataset,
      Encoder encoder,
      Quarantine quarantine,
      FeederSettings settings,
      Filled filled) {
    this.dataset = dataset;
    this.sizes = Sizes.of(encoder, settings.batch());
    this.quarantine = quarantine;
    this.settings = settings;
    this.filled = filled;
    EvaluationOrder order = new EvaluationOrder(dataset, sizes);
    this.batches =
        new Prefetch<>(
            number -> order.next().map(together -> () -> rows(together)),
            Stride.from(0),
            settings.threads());
  }

  /** The next batch, as {@link #next(BooleanSupplier)} gives it, without a stop. */
  public Optional<Rows> next() throws InterruptedException {
    return next(() -> false);
  }

  /**
   * The next batch; nothing after the last, or if asked to stop while it is waited for.
   *
   * @param stop asked on the way
   * @throws UserError of kind DATA, if too many samples are damaged
   * @throws IllegalStateException if a plugin failed; the message names the sample
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<Rows> next(BooleanSupplier stop) throws InterruptedException {
    Optional<Rows> next = batches.next(stop);
    while (next.isPresent() && next.get().samples().isEmpty()) {
      next = batches.next(stop);
    }
    return next;
  }

  private Rows rows(EvaluationOrder.Together together) {
    int size = together.size();
    List<Row> read = new ArrayList<>();
    for (long index : together.samples()) {
      if (closed) {
        throw new CancellationException("closed");
      }
      read(sizes.encoders().get(size), index).ifPresent(read::add);
    }
    if (read.isEmpty()) {
      return new Rows(size, Map.of(), new int[0], List.of(), together.settled());
    }
    List<Example> examples = new ArrayList<>(read.stream().map(Row::example).toList());
    int rows = rows(read.size(), sizes.batch(size));
    while (examples.size() < rows) {
      examples.add(examples.get(0));
    }
    return new Rows(
        size,
        Stacked.examples(examples),
        examples.stream().mapToInt(Example::valid).toArray(),
        read,
        together.settled());
  }

  private int rows(int samples, int batch) {
    return switch (filled) {
      case WHOLLY -> batch;
      case TO_A_POWER_OF_TWO ->
          Math.min(batch, Integer.highestOneBit(Math.max(1, 2 * samples - 1)));
    };
  }

  private Optional<Row> read(Encoder encoder, long index) {
    String name = "sample " + index;
    try {
      Sample sample = dataset.read(index);
      name = sample.id();
      Example example =
          encoder.prepare(
              sample, Phase.EVALUATE, Key.of(settings.seed(), 0, index, Purpose.EVALUATE));
      Preparation.check(encoder, example);
      return Optional.of(new Row(index, sample.id(), Answer.of(sample), example));
    } catch (IOException damaged) {
      if (closed) {
        throw new CancellationException("closed while reading " + name);
      }
      quarantine.add(index, name + ": " + damaged.getMessage());
      return Optional.empty();
    } catch (UserError meant) {
      throw meant;
    } catch (RuntimeException broken) {
      throw new IllegalStateException("preparing " + name + " failed: " + broken, broken);
    }
  }

  /** Ends the threads. */
  @Override
  public void close() {
    closed = true;
    batches.close();
  }
}
