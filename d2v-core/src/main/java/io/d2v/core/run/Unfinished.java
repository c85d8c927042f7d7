package io.d2v.core.run;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that gets its name once it is whole. Until then what is written lies beside it, and what
 * had the name before stays.
 */
public final class Unfinished implements Closeable {
  private final Path file;
  private final Path partial;

  private Unfinished(Path file) {
    this.file = file;
    this.partial = Durable.partial(file);
  }

  /** Nothing written yet; folders that are missing are made. */
  public static Unfinished of(Path file) throws IOException {
    Unfinished unfinished = new Unfinished(file.toAbsolutePath());
    Path folder = unfinished.file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    return unfinished;
  }

  /** Where to write. */
  public Path path() {
    return partial;
  }

  /** Gives what was written its name. */
  public void finish() throws IOException {
    Durable.sync(partial);
    Durable.move(partial, file);
  }

  /** Removes what was not finished. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(partial);
  }
}
