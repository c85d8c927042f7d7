package io.d2v.bench.data;

import java.util.Locale;
import java.util.OptionalLong;

/** How a file compares with what is published. */
public record FileReport(FoundFile file, Match match) {
  /** Whether it is the published one. */
  public enum Match {
    /** Its checksum is the published one. */
    PUBLISHED,
    /** Its size or checksum is another; that alone is no fault. */
    OTHER,
    /** Nothing is published to compare it with. */
    UNKNOWN
  }

  /** The same in a line. */
  String words() {
    String name = file.path().getFileName().toString();
    return switch (match) {
      case PUBLISHED -> name + ": the published file, by its " + algorithm();
      case OTHER -> name + ": not the published file (a subset, or changed)" + sizes();
      case UNKNOWN -> name + ": no published checksum is known";
    };
  }

  private String algorithm() {
    return file.known().flatMap(KnownFile::digest).map(Digest::algorithm).orElse("size");
  }

  private String sizes() {
    OptionalLong published = file.known().map(KnownFile::bytes).orElse(OptionalLong.empty());
    return published.isEmpty() || published.getAsLong() == file.bytes()
        ? "; its checksum is another"
        : String.format(
            Locale.ROOT,
            "; it has %,d bytes, the published one %,d",
            file.bytes(),
            published.getAsLong());
  }
}
