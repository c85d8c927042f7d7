package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Some samples of a dataset, in an order of their own. Closing it leaves the dataset open.
 *
 * @param whole the dataset
 * @param indices of the samples in it
 */
@SuppressWarnings("ArrayRecordComponent") // made once and read; never compared
public record Subset(Dataset whole, long... indices) implements Dataset {
  /** Checks the indices. */
  public Subset {
    if (indices.length == 0
        || LongStream.of(indices).anyMatch(index -> index < 0 || index >= whole.size())) {
      throw new IllegalArgumentException(
          "a subset has at least one sample, each one of the " + whole.size());
    }
  }

  /** A range of samples. */
  public static Subset range(Dataset whole, long begin, long end) {
    return new Subset(whole, LongStream.range(begin, end).toArray());
  }

  /** So many samples that lie evenly in a dataset; all where it has no more. */
  public static Subset spread(Dataset whole, int count) {
    long shown = Math.min(count, whole.size());
    return new Subset(
        whole,
        LongStream.range(0, shown).map(i -> (2 * i + 1) * whole.size() / (2 * shown)).toArray());
  }

  /** So many samples of this one, drawn without repetition. */
  public Subset draw(int count, long seed, Purpose purpose) {
    EpochOrder order = new EpochOrder(Key.bits(seed, 0, 0, purpose), 0, size());
    return new Subset(
        whole,
        LongStream.range(0, Math.min(count, size()))
            .map(position -> indices[Math.toIntExact(order.sample(position))])
            .toArray());
  }

  @Override
  public long size() {
    return indices.length;
  }

  @Override
  public Sample read(long index) throws IOException {
    return whole.read(indices[Math.toIntExact(index)]);
  }

  @Override
  public OptionalLong length(long index) {
    return whole.length(indices[Math.toIntExact(index)]);
  }

  @Override
  public List<String> classes() {
    return whole.classes();
  }

  @Override
  public List<String> vocabulary() {
    return whole.vocabulary();
  }

  @Override
  public void close() {}
}
