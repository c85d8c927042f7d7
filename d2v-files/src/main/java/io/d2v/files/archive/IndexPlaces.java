package io.d2v.files.archive;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Where an archive's index may lie: beside it, or in the user's cache where that can't be. */
final class IndexPlaces {
  private static final String NAME = ".d2v-index";

  private IndexPlaces() {}

  /** The places, the best first. */
  static List<Path> of(Path archive) {
    return of(archive, cache(System.getenv(), System.getProperty("user.home", "")));
  }

  static List<Path> of(Path archive, Path cache) {
    Path absolute = archive.toAbsolutePath().normalize();
    byte[] hash = Fingerprint.sha256().digest(absolute.toString().getBytes(StandardCharsets.UTF_8));
    return List.of(
        absolute.resolveSibling(Objects.requireNonNull(absolute.getFileName()) + NAME),
        cache.resolve(HexFormat.of().formatHex(hash) + NAME));
  }

  /** As freedesktop.org's base directories have it: a relative path is to be ignored. */
  static Path cache(Map<String, String> environment, String home) {
    Path set = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return (set.isAbsolute() ? set : Path.of(home, ".cache")).resolve("d2v/index");
  }
}
