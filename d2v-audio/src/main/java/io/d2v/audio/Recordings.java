package io.d2v.audio;

import io.d2v.api.Dataset;
import io.d2v.api.Sample;
import io.d2v.files.Storage;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Recordings, one a file, some with a class or with what is said. */
final class Recordings implements Dataset {
  private static final long UNKNOWN = -1;

  private final Storage storage;
  private final List<Entry> entries;
  private final List<String> classes;
  private final long[] lengths;

  /**
   * One of them.
   *
   * @param name in the storage
   * @param label its class
   * @param transcript what is said
   * @param length samples at 16 kHz, where a list says it; else the header is asked
   * @param damage why there is no recording, where a list that names it is damaged
   */
  record Entry(
      String name,
      Optional<String> label,
      Optional<String> transcript,
      OptionalLong length,
      Optional<String> damage) {
    /** One that is read. */
    Entry(String name, Optional<String> label, Optional<String> transcript, OptionalLong length) {
      this(name, label, transcript, length, Optional.empty());
    }

    static Entry of(String name, Optional<String> label) {
      return new Entry(name, label, Optional.empty(), OptionalLong.empty());
    }
  }

  /**
   * Recordings of a folder or archive.
   *
   * @param entries in the order of the samples
   * @param classes sorted
   */
  Recordings(Storage storage, List<Entry> entries, List<String> classes) {
    this.storage = storage;
    this.entries = List.copyOf(entries);
    this.classes = classes;
    this.lengths = entries.stream().parallel().mapToLong(this::length).toArray();
  }

  @Override
  public long size() {
    return entries.size();
  }

  @Override
  public OptionalLong length(long index) {
    long length = lengths[Math.toIntExact(index)];
    return length == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(length);
  }

  @Override
  public Sample read(long index) throws IOException {
    Entry entry = entries.get(Math.toIntExact(index));
    if (entry.damage().isPresent()) {
      throw new IOException(entry.damage().get());
    }
    return new Sample(
        storage.where(entry.name()),
        new Sample.Encoded(storage.read(entry.name())),
        label(entry),
        entry.transcript());
  }

  private OptionalInt label(Entry entry) {
    return entry.label().isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of(Collections.binarySearch(classes, entry.label().get()));
  }

  /** Unknown also where a file can't be read: that is for {@link #read} to say. */
  private long length(Entry entry) {
    if (entry.length().isPresent() || entry.damage().isPresent()) {
      return entry.length().orElse(UNKNOWN);
    }
    try {
      byte[] head = storage.head(entry.name(), SoundHeader.BYTES);
      return SoundHeader.of(entry.name(), head).resampled().orElse(UNKNOWN);
    } catch (IOException unreadable) {
      return UNKNOWN;
    }
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public void close() {}
}
