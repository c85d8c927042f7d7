package io.d2v.core.data;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;
import java.util.function.LongToIntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The sizes of an encoder and how many samples of each make a batch: as many tokens in all as the
 * largest has.
 *
 * @param encoders from the smallest to the largest
 * @param largest samples in a batch of the largest
 */
public record Sizes(List<Encoder> encoders, int largest) {
  /** Copies the list. */
  public Sizes {
    encoders = List.copyOf(encoders);
  }

  /** An encoder's sizes. */
  public static Sizes of(Encoder encoder, int largest) {
    return new Sizes(encoder.sizes(), largest);
  }

  /** How many there are. */
  public int count() {
    return encoders.size();
  }

  /** Samples in a batch of a size. */
  public int batch(int size) {
    long tokens = (long) largest * encoders.get(count() - 1).grid().tokens();
    return Math.toIntExact(tokens / encoders.get(size).grid().tokens());
  }

  /**
   * For training, the samples of each size: the largest that a sample fills, since what is cut off
   * comes in another epoch. Samples too few for a batch go with the next smaller ones, the smallest
   * with the next larger.
   */
  private List<long[]> filled(Dataset data) {
    List<long[]> groups = grouped(data, this::filled);
    for (int size = count() - 1; size > 0; size--) {
      if (groups.get(size).length < batch(size)) {
        move(groups, size, size - 1);
      }
    }
    for (int size = 0; size < count() - 1; size++) {
      if (groups.get(size).length < batch(size)) {
        move(groups, size, size + 1);
      }
    }
    return groups;
  }

  /** For training, the samples of each size; all that make a batch. */
  List<long[]> training(Dataset data, Cut cut) {
    if (cut == Cut.FREELY) {
      return filled(data);
    }
    List<long[]> groups = fitting(data);
    int last = count() - 1;
    if (cut == Cut.NEVER) {
      long most = encoders.get(last).capacity();
      groups.set(
          last,
          LongStream.of(groups.get(last))
              .filter(index -> data.length(index).orElse(0) <= most)
              .toArray());
    }
    for (int size = 0; size < last; size++) {
      if (groups.get(size).length < batch(size)) {
        move(groups, size, size + 1);
      }
    }
    return groups;
  }

  /** The samples of each size: the smallest that takes a sample whole. */
  List<long[]> fitting(Dataset data) {
    return grouped(data, this::fitting);
  }

  /**
   * The smallest size that takes a sample of this length whole, the largest where it is unknown.
   */
  int fitting(OptionalLong length) {
    return length.isEmpty() ? count() - 1 : fitting(length.getAsLong());
  }

  private int fitting(long length) {
    return Math.min(count() - 1, counted(capacity -> capacity < length));
  }

  /** The largest size that a sample of this length fills. */
  public int filled(long length) {
    return Math.max(0, counted(capacity -> capacity <= length) - 1);
  }

  private List<long[]> grouped(Dataset data, LongToIntFunction size) {
    List<LongStream.Builder> groups = Stream.generate(LongStream::builder).limit(count()).toList();
    for (long index = 0; index < data.size(); index++) {
      OptionalLong length = data.length(index);
      int group = length.isEmpty() ? count() - 1 : size.applyAsInt(length.getAsLong());
      groups.get(group).add(index);
    }
    return new ArrayList<>(groups.stream().map(group -> group.build().toArray()).toList());
  }

  private int counted(LongPredicate holds) {
    return (int) encoders.stream().filter(encoder -> holds.test(encoder.capacity())).count();
  }

  private static void move(List<long[]> groups, int from, int to) {
    groups.set(
        to,
        LongStream.concat(LongStream.of(groups.get(from)), LongStream.of(groups.get(to)))
            .sorted()
            .toArray());
    groups.set(from, new long[0]);
  }
}
