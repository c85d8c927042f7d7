package io.d2v.bench.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What is published about a benchmark's file; only what a source says.
 *
 * @param benchmark that it belongs to
 * @param file its name
 * @param bytes its size
 * @param digest of it
 * @param classes of its samples
 * @param samples of each part that it holds
 * @param source where the numbers are from
 */
public record KnownFile(
    String benchmark,
    String file,
    OptionalLong bytes,
    Optional<Digest> digest,
    OptionalInt classes,
    Map<String, Long> samples,
    String source) {
  /** Copies the map, whose order stays. */
  public KnownFile {
    samples = Collections.unmodifiableMap(new LinkedHashMap<>(samples));
  }
}
