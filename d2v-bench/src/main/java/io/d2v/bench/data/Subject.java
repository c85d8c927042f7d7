package io.d2v.bench.data;

import io.d2v.api.Encoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Data that is looked at.
 *
 * @param name of the benchmark or modality
 * @param path where it is
 * @param known what is published
 * @param files with a published name, read or beside what was unpacked of them; or given alone
 * @param sets its parts
 * @param encoder that prepares samples; without one they are only read
 * @param hour how long a sample of an hour is, where samples are sound
 */
public record Subject(
    String name,
    Path path,
    List<KnownFile> known,
    List<FoundFile> files,
    List<SampleSet> sets,
    Optional<Encoder> encoder,
    OptionalLong hour) {
  /** Copies the lists. */
  public Subject {
    known = List.copyOf(known);
    files = List.copyOf(files);
    sets = List.copyOf(sets);
  }

  /** How many bytes checksums take. */
  public long checksumBytes() {
    return files.stream().filter(FoundFile::needsReading).mapToLong(FoundFile::bytes).sum();
  }

  /** How many bytes there are in all that is opened. */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path one : sets.stream().map(SampleSet::path).distinct().toList()) {
      bytes += bytes(one);
    }
    return bytes;
  }

  private static long bytes(Path path) throws IOException {
    if (!Files.exists(path)) {
      return 0; // opening it says so
    }
    try (Stream<Path> files = Files.walk(path, FileVisitOption.FOLLOW_LINKS)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
