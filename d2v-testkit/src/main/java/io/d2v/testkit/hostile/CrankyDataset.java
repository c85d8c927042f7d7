package io.d2v.testkit.hostile;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A dataset in bad moods: some samples fail, come late or carry a wrong label. Counts what is asked
 * of it, and refuses to be read once it is closed.
 */
public final class CrankyDataset implements Dataset {
  private final Dataset good;
  private final List<Mood> moods;
  private final AtomicLong reads = new AtomicLong();
  private final AtomicInteger readers = new AtomicInteger();
  private final AtomicInteger mostReaders = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();

  /** A well-behaved dataset, in these moods one after the other. */
  public CrankyDataset(Dataset good, Mood... moods) {
    this.good = good;
    this.moods = List.of(moods);
  }

  @Override
  public long size() {
    return good.size();
  }

  @Override
  public OptionalLong length(long index) {
    return good.length(index);
  }

  @Override
  public List<String> classes() {
    return good.classes();
  }

  @Override
  public List<String> vocabulary() {
    return good.vocabulary();
  }

  @Override
  public Sample read(long index) throws IOException {
    if (closes.get() > 0) {
      throw new IllegalStateException("sample " + index + " was read after the dataset was closed");
    }
    reads.incrementAndGet();
    mostReaders.accumulateAndGet(readers.incrementAndGet(), Math::max);
    try {
      Sample sample = good.read(index);
      for (Mood mood : moods) {
        sample = mood.spoil(index, sample);
      }
      return sample;
    } finally {
      readers.decrementAndGet();
    }
  }

  /** How often a sample was asked for, failures included. */
  public long reads() {
    return reads.get();
  }

  /** The most threads that were reading at once. */
  public int mostReadersAtOnce() {
    return mostReaders.get();
  }

  /** How often it was closed; once is right. */
  public int closes() {
    return closes.get();
  }

  @Override
  public void close() throws IOException {
    closes.incrementAndGet();
    good.close();
  }
}
