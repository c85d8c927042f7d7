package io.d2v.vision;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import io.d2v.files.Split;
import io.d2v.files.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * CIFAR-10 in its binary files: records of a label and 32 x 32 red, green and blue pixels
 * (https://www.cs.toronto.edu/~kriz/cifar.html).
 */
final class CifarImages implements Dataset {
  private static final int CLASSES = 10;
  private static final int SIDE = 32;
  private static final int PIXELS = 3 * SIDE * SIDE;
  private static final int RECORD = 1 + PIXELS;
  private static final String NAMES = "batches.meta.txt";

  private final List<Batch> batches;
  private final List<String> classes;

  private CifarImages(List<Batch> batches, List<String> classes) {
    this.batches = batches;
    this.classes = classes;
  }

  /** Whether a file is named as one of the set. */
  static boolean recognizes(String name) {
    return ImageNames.last(name).equals(NAMES) || training(name) || test(name);
  }

  /** Opens a part; without any image where there is none. */
  static CifarImages open(Storage storage, Split split) throws IOException {
    List<String> names = storage.names().stream().sorted().toList();
    boolean train =
        split == Split.TRAIN
            || (split == Split.AUTO && names.stream().anyMatch(CifarImages::training));
    List<Batch> batches = new ArrayList<>();
    List<String> classes = IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
    for (String name : names) {
      if (train ? training(name) : test(name)) {
        batches.add(Batch.of(storage.where(name), storage.read(name)));
      } else if (ImageNames.last(name).equals(NAMES)) {
        classes =
            new String(storage.read(name), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
      }
    }
    return new CifarImages(batches, classes);
  }

  @Override
  public long size() {
    return batches.stream().mapToLong(Batch::count).sum();
  }

  @Override
  public Sample read(long index) {
    int record = Math.toIntExact(index);
    for (Batch batch : batches) {
      if (record < batch.count()) {
        return batch.read(record);
      }
      record -= batch.count();
    }
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public void close() {}

  private static boolean training(String name) {
    return ImageNames.last(name).matches("data_batch_[0-9]+\\.bin");
  }

  private static boolean test(String name) {
    return ImageNames.last(name).equals("test_batch.bin");
  }

  @SuppressWarnings("ArrayRecordComponent") // a batch is read from, never compared
  private record Batch(String where, byte[] bytes) {
    static Batch of(String where, byte[] bytes) {
      if (bytes.length == 0 || bytes.length % RECORD != 0) {
        throw fault(
            where, bytes.length + " bytes are no whole number of records of " + RECORD + " bytes");
      }
      for (int at = 0; at < bytes.length; at += RECORD) {
        if (bytes[at] < 0 || bytes[at] >= CLASSES) {
          throw fault(where, "record " + at / RECORD + " has label " + (bytes[at] & 0xFF));
        }
      }
      return new Batch(where, bytes);
    }

    int count() {
      return bytes.length / RECORD;
    }

    Sample read(int record) {
      float[] pixels = new float[PIXELS];
      int first = record * RECORD + 1;
      for (int i = 0; i < PIXELS; i++) {
        pixels[i] = bytes[first + i] & 0xFF;
      }
      return new Sample(
          where + "#" + record,
          new Sample.Values(Array.of(Shape.of(3, SIDE, SIDE), pixels)),
          OptionalInt.of(bytes[first - 1]));
    }

    private static UserError fault(String where, String what) {
      return new UserError(
          UserError.Kind.DATA,
          where + ": cut short or no CIFAR-10 batch: " + what + "; fetch it again");
    }
  }
}
