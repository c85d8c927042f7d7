package io.d2v.api;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * Samples by index. Shuffling, sharding and resuming are the caller's, so no state is hidden here:
 * the same index gives the same sample, on every machine with the same files.
 */
public interface Dataset extends AutoCloseable {
  /** {@return how many samples there are; at least 1} */
  long size();

  /**
   * Reads one sample. Safe for several threads at once.
   *
   * @param index from 0 to {@link #size()} - 1
   * @return the sample
   * @throws IOException if this sample can't be read; the caller may go on without it
   */
  Sample read(long index) throws IOException;

  /**
   * {@return how long a sample is, where that is known without reading it, in the units of the
   * modality: samples at 16 kHz for sound, bytes for text} Safe for several threads at once.
   *
   * @param index from 0 to {@link #size()} - 1
   */
  default OptionalLong length(long index) {
    return OptionalLong.empty();
  }

  /** {@return the names of the classes that {@link Sample#label()} counts; empty without labels} */
  default List<String> classes() {
    return List.of();
  }

  /** {@return the texts that {@link Sample.Ids} counts; empty where samples are no ids} */
  default List<String> vocabulary() {
    return List.of();
  }

  @Override
  void close() throws IOException;
}
