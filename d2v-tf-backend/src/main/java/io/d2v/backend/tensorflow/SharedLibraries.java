package io.d2v.backend.tensorflow;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where Linux would find a shared library: in the folders of {@code LD_LIBRARY_PATH}, then in the
 * loader's cache.
 *
 * @param folders of {@code LD_LIBRARY_PATH}, as it is written
 * @param cache {@code ld.so.cache}
 */
record SharedLibraries(String folders, Path cache) {
  static SharedLibraries ofThisProcess() {
    return new SharedLibraries(
        Optional.ofNullable(System.getenv("LD_LIBRARY_PATH")).orElse(""),
        Path.of("/etc/ld.so.cache"));
  }

  /** The file of a library, such as {@code libcudnn.so.9}. */
  Optional<Path> find(String library) throws IOException {
    Optional<Path> named =
        Stream.of(folders.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, library))
            .filter(Files::exists)
            .findFirst();
    return named.isPresent() ? named : cached(library);
  }

  /** The cache holds paths, each between two zeros. */
  private Optional<Path> cached(String library) throws IOException {
    if (!Files.exists(cache)) {
      return Optional.empty();
    }
    String text = new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1);
    Matcher paths = Pattern.compile("/[^\0]*/" + Pattern.quote(library) + "(?=\0|$)").matcher(text);
    return paths.results().map(path -> Path.of(path.group())).filter(Files::exists).findFirst();
  }
}
