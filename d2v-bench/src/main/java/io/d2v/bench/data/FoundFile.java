package io.d2v.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file that is there, with what is published about it.
 *
 * @param bytes its size
 */
public record FoundFile(Path path, long bytes, Optional<KnownFile> known) {
  static FoundFile of(Path path, Optional<KnownFile> known) throws IOException {
    return new FoundFile(path, Files.size(path), known);
  }

  /** Those of the published names that are in a folder. */
  static List<FoundFile> in(Path folder, List<KnownFile> known) throws IOException {
    List<FoundFile> found = new ArrayList<>();
    for (KnownFile file : known) {
      Path path = folder.resolve(file.file());
      if (Files.isRegularFile(path)) {
        found.add(of(path, Optional.of(file)));
      }
    }
    return found;
  }

  /** Whether its checksum can tell more than its size does. */
  boolean needsReading() {
    return known
        .filter(file -> file.digest().isPresent() && file.bytes().orElse(bytes) == bytes)
        .isPresent();
  }

  /** Compares it with what is published. */
  FileReport check(Meter meter) throws IOException {
    if (known.isEmpty()) {
      return new FileReport(this, FileReport.Match.UNKNOWN);
    }
    if (known.get().bytes().orElse(bytes) != bytes) {
      return new FileReport(this, FileReport.Match.OTHER);
    }
    if (known.get().digest().isEmpty()) {
      return new FileReport(this, FileReport.Match.UNKNOWN);
    }
    meter.begin(path.getFileName().toString(), bytes, Meter.Unit.BYTES);
    try {
      boolean same = known.get().digest().get().isOf(path, meter);
      return new FileReport(this, same ? FileReport.Match.PUBLISHED : FileReport.Match.OTHER);
    } finally {
      meter.end();
    }
  }
}
