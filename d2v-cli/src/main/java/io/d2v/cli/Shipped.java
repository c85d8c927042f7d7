package io.d2v.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/**
 * Files that lie in d2v's own jar.
 *
 * @param resource the folder it lies in
 * @param files their names
 */
record Shipped(String resource, List<String> files) implements DemoData {
  @Override
  public void unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String name : files) {
      if (!Files.exists(folder.resolve(name))) {
        Path partial = folder.resolve(name + ".partial");
        try (InputStream in =
            Objects.requireNonNull(
                Shipped.class.getResourceAsStream(resource + "/" + name), name)) {
          Files.copy(in, partial, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(partial, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }
}
