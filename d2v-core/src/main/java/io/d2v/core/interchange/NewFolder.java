package io.d2v.core.interchange;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A folder that nothing of anybody's is in. */
public final class NewFolder {
  private NewFolder() {}

  /**
   * Makes it, unless it is there and empty.
   *
   * @throws UserError of kind CHECKPOINT, if something is in it
   */
  public static void require(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      try (Stream<Path> listed = Files.list(path)) {
        if (listed.findAny().isEmpty()) {
          return;
        }
      }
    }
    if (Files.exists(path)) {
      throw new UserError(
          UserError.Kind.CHECKPOINT, path + " is there already; name a folder that is not");
    }
    Files.createDirectories(path);
  }
}
