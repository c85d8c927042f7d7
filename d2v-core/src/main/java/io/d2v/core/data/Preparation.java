package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.TensorType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** Reads, prepares and masks one sample, and checks that the plugins kept their promises. */
final class Preparation {
  private final Dataset dataset;
  private final Masker masker;
  private final Optional<Labels> labels;
  private final Quarantine quarantine;
  private final long seed;
  private final int clones;
  private final BooleanSupplier closed;
  private final Map<Thread, Begun> begun = new ConcurrentHashMap<>();

  private record Begun(long sample, long nanos) {}

  /**
   * Of the samples of a dataset.
   *
   * @param closed whether reading was broken off, so that what fails says nothing of the data
   */
  Preparation(
      Dataset dataset,
      Masker masker,
      Optional<Labels> labels,
      Quarantine quarantine,
      FeederSettings settings,
      BooleanSupplier closed) {
    this.dataset = dataset;
    this.masker = masker;
    this.labels = labels;
    this.quarantine = quarantine;
    this.seed = settings.seed();
    this.clones = settings.clones();
    this.closed = closed;
  }

  /**
   * The sample, or a stand-in if it is damaged. Which one stands in depends on the key alone, so
   * that it is the same whoever reads first.
   */
  Prepared prepare(Encoder encoder, long epoch, long index) {
    long candidate = index;
    for (int tries = 0; tries <= Quarantine.ALWAYS_ALLOWED * 4; tries++) {
      Optional<Prepared> prepared = attempt(encoder, epoch, candidate);
      if (prepared.isPresent()) {
        return prepared.get();
      }
      candidate =
          Long.remainderUnsigned(
              Key.bits(seed, epoch, index + ((long) tries << 48), Purpose.REPLACE), dataset.size());
    }
    throw quarantine.tooMany("and no other one was found in place of sample " + index);
  }

  private Optional<Prepared> attempt(Encoder encoder, long epoch, long index) {
    if (quarantine.contains(index)) {
      return Optional.empty();
    }
    String name = "sample " + index;
    begun.put(Thread.currentThread(), new Begun(index, System.nanoTime()));
    try {
      Sample sample = dataset.read(index);
      name = sample.id();
      return Optional.of(masked(encoder, epoch, index, sample));
    } catch (IOException damaged) {
      if (closed.getAsBoolean()) {
        throw new CancellationException("closed while reading " + name);
      }
      quarantine.add(index, name + ": " + damaged.getMessage());
      return Optional.empty();
    } catch (UserError meant) {
      throw meant;
    } catch (RuntimeException | StackOverflowError broken) {
      throw new IllegalStateException(
          "preparing " + name + " (sample " + index + ") failed: " + broken, broken);
    } finally {
      begun.remove(Thread.currentThread());
    }
  }

  /** What threads are at now. */
  List<Loading> loading() {
    return begun.entrySet().stream()
        .map(
            entry ->
                new Loading(
                    entry.getKey(),
                    entry.getValue().sample(),
                    Duration.ofNanos(System.nanoTime() - entry.getValue().nanos())))
        .sorted(Comparator.comparing(loading -> loading.thread().getName()))
        .toList();
  }

  private Prepared masked(Encoder encoder, long epoch, long index, Sample sample)
      throws IOException {
    Example whole =
        encoder.prepare(sample, Phase.TRAIN, Key.of(seed, epoch, index, Purpose.AUGMENT));
    check(encoder, whole);
    List<Mask> masks = new ArrayList<>();
    for (int clone = 0; clone < clones; clone++) {
      long key = index + ((long) clone << 48);
      Mask mask = masker.mask(encoder.grid(), whole, Key.of(seed, epoch, key, Purpose.MASK));
      check(encoder, mask, whole.valid());
      masks.add(mask);
    }
    return new Prepared(epoch, index, sample.id(), whole, masks, label(encoder, sample, whole));
  }

  private Optional<Array> label(Encoder encoder, Sample sample, Example whole) throws IOException {
    if (labels.isEmpty()) {
      return Optional.empty();
    }
    Array label = labels.get().label(Answer.of(sample), whole.valid(), encoder.grid().tokens());
    if (!label.type().equals(labels.get().type(encoder.grid().tokens()))) {
      throw new IllegalStateException(
          "labels are "
              + labels.get().type(encoder.grid().tokens())
              + ", but this one is "
              + label.type());
    }
    return Optional.of(label);
  }

  /** The sample after its mask, where the encoder masks its inputs. */
  Optional<Example> corrupted(Encoder encoder, Prepared sample, Mask mask) {
    if (encoder.maskAt() != MaskAt.INPUT) {
      return Optional.empty();
    }
    Example corrupted =
        encoder.corrupt(
            sample.whole(), mask, Key.of(seed, sample.epoch(), sample.index(), Purpose.CORRUPT));
    check(encoder, corrupted);
    return Optional.of(corrupted);
  }

  /** The masks of a batch, made alike. */
  List<Mask> together(Encoder encoder, long number, List<Prepared> samples) {
    List<Mask> masks =
        masker.together(
            samples.stream().flatMap(sample -> sample.masks().stream()).toList(),
            Key.of(seed, 0, number, Purpose.TOGETHER));
    int wanted = samples.size() * clones;
    if (masks.size() != wanted) {
      throw new IllegalStateException("the masker made " + masks.size() + " masks of " + wanted);
    }
    for (int i = 0; i < masks.size(); i++) {
      check(encoder, masks.get(i), samples.get(i / clones).whole().valid());
    }
    return masks;
  }

  static void check(Encoder encoder, Example example) {
    Map<String, TensorType> types = new TreeMap<>();
    example.arrays().forEach((name, array) -> types.put(name, array.type()));
    if (!types.equals(new TreeMap<>(encoder.inputs()))) {
      throw new IllegalStateException(
          "the encoder's inputs are "
              + new TreeMap<>(encoder.inputs())
              + ", but it prepared "
              + types);
    }
    if (example.valid() < 1 || example.valid() > encoder.grid().tokens()) {
      throw new IllegalStateException(
          example.valid() + " valid tokens in a grid of " + encoder.grid().tokens());
    }
  }

  private static void check(Encoder encoder, Mask mask, int valid) {
    if (mask.tokens() != encoder.grid().tokens()
        || mask.indices().anyMatch(token -> token >= valid)) {
      throw new IllegalStateException(
          "a mask over "
              + valid
              + " valid of "
              + encoder.grid().tokens()
              + " tokens is wanted, not "
              + mask);
    }
  }
}
