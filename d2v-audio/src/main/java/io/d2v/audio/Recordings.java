package io.d2v.audio;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.files.Storage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Recordings, one a file, some with a class. */
final class Recordings implements Dataset {
  /** Bytes that hold the header of a FLAC or WAV. */
  private static final int HEADER = 4096;

  private final Storage storage;
  private final Map<String, Optional<String>> classOf;
  private final List<String> names;
  private final List<String> classes;
  private final long[] lengths;

  /**
   * Recordings of a folder or archive.
   *
   * @param classOf name to class, in the order of the samples
   * @param classes sorted
   */
  Recordings(Storage storage, Map<String, Optional<String>> classOf, List<String> classes) {
    this.storage = storage;
    this.classOf = classOf;
    this.names = List.copyOf(classOf.keySet());
    this.classes = classes;
    this.lengths =
        names.stream().parallel().mapToLong(name -> length(storage, name).orElse(-1)).toArray();
  }

  @Override
  public long size() {
    return names.size();
  }

  @Override
  public OptionalLong length(long index) {
    long length = lengths[Math.toIntExact(index)];
    return length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
  }

  @Override
  public Sample read(long index) throws IOException {
    String name = names.get(Math.toIntExact(index));
    byte[] bytes = storage.read(name);
    return new Sample(storage.where(name), new Sample.Encoded(bytes), label(name));
  }

  private OptionalInt label(String name) {
    Optional<String> one = Objects.requireNonNull(classOf.get(name));
    return one.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Collections.binarySearch(classes, one.get()));
  }

  /** Unknown also where a file can't be read: that is for {@link #read} to say. */
  private static OptionalLong length(Storage storage, String name) {
    try {
      return SoundHeader.samples(storage.head(name, HEADER));
    } catch (IOException unreadable) {
      return OptionalLong.empty();
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public void close() {}
}
