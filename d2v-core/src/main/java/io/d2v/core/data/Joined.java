package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Several datasets as one, one after the other. Its classes are theirs where all have the same;
 * else it has none, and neither have its samples. Closing it leaves the datasets open.
 */
public final class Joined implements Dataset {
  private final List<Dataset> parts;
  private final long[] ends;
  private final List<String> classes;

  /**
   * Joins datasets.
   *
   * @param parts one or more, of one vocabulary
   */
  public Joined(List<Dataset> parts) {
    this.parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("there is nothing to join");
    }
    if (parts.stream().map(Dataset::vocabulary).distinct().count() > 1) {
      throw new IllegalArgumentException("ids of different vocabularies don't mean the same");
    }
    this.ends = parts.stream().mapToLong(Dataset::size).toArray();
    Arrays.parallelPrefix(ends, Long::sum);
    boolean same = parts.stream().map(Dataset::classes).distinct().count() == 1;
    this.classes = same ? parts.get(0).classes() : List.of();
  }

  @Override
  public long size() {
    return ends[ends.length - 1];
  }

  @Override
  public Sample read(long index) throws IOException {
    int part = part(index);
    Sample sample = parts.get(part).read(within(part, index));
    boolean dropped = classes.isEmpty() && !parts.get(part).classes().isEmpty();
    return dropped
        ? new Sample(
            sample.id(),
            sample.content(),
            OptionalInt.empty(),
            sample.number(),
            sample.transcript())
        : sample;
  }

  @Override
  public OptionalLong length(long index) {
    int part = part(index);
    return parts.get(part).length(within(part, index));
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public List<String> vocabulary() {
    return parts.get(0).vocabulary();
  }

  @Override
  public void close() {}

  private int part(long index) {
    if (index < 0 || index >= size()) {
      throw new IllegalArgumentException("sample " + index + " of " + size());
    }
    int part = 0;
    while (index >= ends[part]) {
      part++;
    }
    return part;
  }

  private long within(int part, long index) {
    return part == 0 ? index : index - ends[part - 1];
  }
}
