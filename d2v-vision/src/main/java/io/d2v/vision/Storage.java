package io.d2v.vision;

import java.io.IOException;
import java.util.Set;

/** Named files: those of a folder, or the members of an archive. Safe for several threads. */
interface Storage {
  /** Their names, relative, with {@code /} between folders. */
  Set<String> names();

  /**
   * Reads a file.
   *
   * @param name one of {@link #names()}
   * @throws IOException if it is damaged or can't be read
   */
  byte[] read(String name) throws IOException;

  /** Where a file is, for messages. */
  String where(String name);
}
