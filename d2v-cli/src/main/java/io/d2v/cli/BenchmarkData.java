package io.d2v.cli;

import io.d2v.api.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the samples of each benchmark are: one path for the one benchmark; of several a folder each
 * by their names, or {@code NAME=PATH}.
 */
record BenchmarkData(Map<BenchmarkName, Path> named, Optional<Path> other) {
  static BenchmarkData of(List<String> options) {
    Map<BenchmarkName, Path> named = new EnumMap<>(BenchmarkName.class);
    Optional<Path> other = Optional.empty();
    for (String option : options) {
      Optional<BenchmarkName> name = name(option);
      if (name.isPresent()) {
        named.put(name.get(), Path.of(option.substring(option.indexOf('=') + 1)));
      } else if (other.isPresent()) {
        throw new UserError(
            UserError.Kind.USAGE,
            "--data " + other.get() + " and --data " + option + ": one of them, or NAME=PATH");
      } else {
        other = Optional.of(Path.of(option));
      }
    }
    return new BenchmarkData(named, other);
  }

  private static Optional<BenchmarkName> name(String option) {
    for (BenchmarkName name : BenchmarkName.values()) {
      if (option.toLowerCase(Locale.ROOT).startsWith(name.word() + "=")) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /** Where the samples of one of them are. */
  Path of(BenchmarkName name, boolean alone) {
    Path own = named.get(name);
    if (own != null) {
      return own;
    }
    Path folder =
        other.orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.USAGE,
                    "where "
                        + name.word()
                        + "'s samples are is not said: --data "
                        + name.word()
                        + "=PATH"));
    if (alone) {
      return folder;
    }
    Path below = folder.resolve(name.word());
    if (!Files.exists(below)) {
      throw new UserError(
          UserError.Kind.DATA,
          below + ": there is no such folder; name it by --data " + name.word() + "=PATH");
    }
    return below;
  }
}
