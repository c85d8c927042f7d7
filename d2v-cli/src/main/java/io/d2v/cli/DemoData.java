package io.d2v.cli;

import java.io.IOException;
import java.nio.file.Path;

/** Data that comes with d2v. */
@FunctionalInterface
interface DemoData {
  /** Puts it into a folder, with its licence; what lies there already stays. */
  void unpack(Path folder) throws IOException;
}
