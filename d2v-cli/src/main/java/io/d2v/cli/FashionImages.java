package io.d2v.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** Fashion-MNIST's test files as they are published, MIT licence, which come with d2v. */
final class FashionImages {
  private static final List<String> FILES =
      List.of("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz", "copyright");

  private FashionImages() {}

  /** Puts them into a folder, and returns it. */
  static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : FILES) {
      if (!Files.exists(folder.resolve(name))) {
        Path partial = folder.resolve(name + ".partial");
        try (InputStream in =
            Objects.requireNonNull(
                FashionImages.class.getResourceAsStream("fashion-mnist/" + name), name)) {
          Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(partial, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }
}
