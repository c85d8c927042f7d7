package io.d2v.cli;

import io.d2v.core.run.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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
        try (InputStream in =
            Objects.requireNonNull(
                Shipped.class.getResourceAsStream(resource + "/" + name), name)) {
          Durable.write(folder.resolve(name), in.readAllBytes());
        }
      }
    }
  }
}
