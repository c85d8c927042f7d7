package io.d2v.cli;

import io.d2v.api.backend.Finding;
import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks whether runs can be written at a place, and leaves nothing there. */
final class DiskDoctor {
  private static final long LITTLE = 2_000_000_000L; // some checkpoints of a base model
  private static final int TRIED = 1 << 16;

  private DiskDoctor() {}

  /**
   * Looks.
   *
   * @param place the folder of runs, or one that will be made
   */
  static Finding look(Path place) {
    String what = "disk";
    Path folder = Workshop.nearest(place);
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      long start = System.nanoTime();
      tryWriting(folder);
      long millis = (System.nanoTime() - start) / 1_000_000;
      String found =
          folder
              + ": "
              + ConsoleMeter.bytes(free)
              + " free; written and synced in "
              + millis
              + " ms";
      return free < LITTLE
          ? Finding.warning(
              what, found, "make room, or name another folder for runs; d2v checkpoint prune helps")
          : Finding.ok(what, found);
    } catch (IOException failed) {
      return Finding.failure(
          what,
          folder + " can't be written and read back: " + failed,
          "name another folder for runs (--run), or look at its rights, at free space and at the disk");
    }
  }

  private static void tryWriting(Path folder) throws IOException {
    Path own = Files.createTempDirectory(folder, ".d2v-doctor-");
    try {
      byte[] content = new byte[TRIED];
      Arrays.fill(content, (byte) 'd');
      Path file = own.resolve("file");
      Durable.write(file, content);
      if (!Arrays.equals(Files.readAllBytes(file), content)) {
        throw new IOException("what was read is not what was written");
      }
    } finally {
      Durable.delete(own);
    }
  }
}
