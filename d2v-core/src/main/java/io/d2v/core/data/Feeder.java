package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Batches for training, without end, prepared ahead in threads. The samples of each size are a
 * stream of their own: its batch {@code b} holds the positions {@code b * batch} to {@code b *
 * batch + batch - 1}, and position {@code p} lies in epoch {@code p / samples}, so that a batch may
 * span two epochs and no sample is left out. In each round every size has its share of batches, in
 * drawn order. The same for any number of threads, and whichever of the batches are taken.
 */
public final class Feeder implements AutoCloseable {
  private final Sizes sizes;
  private final FeederSettings settings;
  private final List<long[]> groups;
  private final long[] shares;
  private final Preparation preparation;
  private final Optional<Mixer> mixer;
  private final Prefetch<Batch> batches;
  private volatile boolean closed;

  /**
   * Starts to read.
   *
   * @param quarantine takes in damaged samples
   * @param taken which batches
   */
  public Feeder(
      Dataset dataset,
      Encoder encoder,
      Masker masker,
      Quarantine quarantine,
      FeederSettings settings,
      Stride taken) {
    this(dataset, encoder, masker, Optional.empty(), quarantine, settings, taken);
  }

  /**
   * Starts to read, for learning from labels.
   *
   * @param labelling makes each sample's label
   * @param quarantine takes in damaged samples and those without a label of use
   * @param taken which batches
   */
  public Feeder(
      Dataset dataset,
      Encoder encoder,
      Masker masker,
      Optional<Labelling> labelling,
      Quarantine quarantine,
      FeederSettings settings,
      Stride taken) {
    this.settings = settings;
    this.mixer = labelling.map(how -> new Mixer(how.mixing()));
    this.sizes = Sizes.of(encoder, settings.batch());
    this.groups = sizes.training(dataset, settings.cut());
    if (groups.stream().allMatch(group -> group.length == 0)) {
      throw new UserError(
          UserError.Kind.DATA,
          "all "
              + dataset.size()
              + " samples are longer than the largest size of the encoder takes whole; raise its"
              + " lengths, or cut the samples");
    }
    this.shares =
        IntStream.range(0, sizes.count())
            .mapToLong(size -> share(groups.get(size).length, sizes.batch(size)))
            .toArray();
    this.preparation =
        new Preparation(
            dataset, masker, labelling.map(Labelling::labels), quarantine, settings, () -> closed);
    this.batches =
        new Prefetch<>(number -> Optional.of(() -> batch(number)), taken, settings.threads());
  }

  /** The next batch, as {@link #next(BooleanSupplier)} gives it, without a stop. */
  public Batch next() throws InterruptedException {
    return next(() -> false).orElseThrow();
  }

  /**
   * The next batch; nothing if asked to stop while it is waited for.
   *
   * @param stop asked on the way
   * @throws UserError of kind DATA, if too many samples are damaged
   * @throws IllegalStateException if a plugin failed; the message names the sample
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public Optional<Batch> next(BooleanSupplier stop) throws InterruptedException {
    long start = System.nanoTime();
    return batches.next(stop).map(batch -> batch.with(Duration.ofNanos(System.nanoTime() - start)));
  }

  /** What its threads are at. */
  public List<Loading> loading() {
    return preparation.loading();
  }

  private static long share(long samples, int batch) {
    return samples == 0 ? 0 : Math.max(1, samples / batch);
  }

  private Batch batch(long number) {
    long round = LongStream.of(shares).sum();
    long place = number % round;
    if (sizes.count() > 1) {
      place = new EpochOrder(Purpose.BATCHES, settings.seed(), number / round, round).sample(place);
    }
    int size = 0;
    while (place >= shares[size]) {
      place -= shares[size++];
    }
    return batch(number, size, number / round * shares[size] + place);
  }

  /** A batch of one size, the {@code nth} of that size. */
  private Batch batch(long number, int size, long nth) {
    long[] members = groups.get(size);
    long first = Math.multiplyExact(nth, (long) sizes.batch(size));
    List<Prepared> rows = new ArrayList<>();
    EpochOrder order = new EpochOrder(settings.seed(), first / members.length, members.length);
    for (int i = 0; i < sizes.batch(size); i++) {
      if (closed) {
        throw new CancellationException("closed");
      }
      long epoch = (first + i) / members.length;
      int position = (int) ((first + i) % members.length);
      if (i > 0 && position == 0) {
        order = new EpochOrder(settings.seed(), epoch, members.length);
      }
      long index = members[Math.toIntExact(order.sample(position))];
      rows.add(preparation.prepare(sizes.encoders().get(size), epoch, index));
    }
    return batch(number, size, first / members.length, rows);
  }

  private Batch batch(long number, int size, long epoch, List<Prepared> rows) {
    Encoder encoder = sizes.encoders().get(size);
    List<Mask> masks = preparation.together(encoder, number, rows);
    List<Example> wholes = rows.stream().map(Prepared::whole).toList();
    List<Array> labels = rows.stream().flatMap(row -> row.label().stream()).toList();
    if (mixer.isPresent()) {
      long bits = Key.bits(settings.seed(), 0, number, Purpose.MIX);
      Mixer.Blend blend = mixer.get().mix(encoder, wholes, labels, bits);
      wholes = blend.examples();
      labels = blend.labels();
    }
    List<Example> corrupted =
        IntStream.range(0, rows.size())
            .boxed()
            .flatMap(
                i ->
                    preparation
                        .corrupted(encoder, rows.get(i), masks.get(i * settings.clones()))
                        .stream())
            .toList();
    return new Batch(
        number,
        epoch,
        size,
        Stacked.examples(wholes),
        corrupted.isEmpty() ? Map.of() : Stacked.examples(corrupted),
        masks,
        rows.stream().mapToInt(row -> row.whole().valid()).toArray(),
        rows.stream().mapToLong(Prepared::index).toArray(),
        rows.stream().map(Prepared::id).toList(),
        labels.isEmpty() ? Optional.empty() : Optional.of(Stacked.arrays(labels)),
        Duration.ZERO);
  }

  /** Ends the threads. What they were preparing is lost, and comes again from the same number. */
  @Override
  public void close() {
    closed = true;
    batches.close();
  }
}
