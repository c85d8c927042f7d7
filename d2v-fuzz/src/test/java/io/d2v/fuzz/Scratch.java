package io.d2v.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files for readers that read files, in one folder of the process. */
public final class Scratch {
  private static final Path FOLDER = folder();

  private Scratch() {}

  /** A file of this name and content. */
  public static Path file(String name, byte[] content) throws IOException {
    Path file = FOLDER.resolve(name);
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent());
    }
    return Files.write(file, content);
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("d2v-fuzz");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException leftBehind) {
      throw new UncheckedIOException(leftBehind);
    }
  }
}
