package io.d2v.core.run;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says that a run could not be written, what that leaves, and what to do. */
final class Unwritable {
  private static final double MIB = 1 << 20;

  private Unwritable() {}

  /**
   * The error that ends a run.
   *
   * @param what of the run, such as {@code the checkpoint of step 3000}
   */
  static UserError of(RunFolder folder, String what, IOException why) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        folder.path()
            + ": "
            + what
            + " can't be written: "
            + reason(why)
            + free(folder.path())
            + ".\nThe run stops here, and "
            + left(folder)
            + ".\nMend that (d2v checkpoint prune deletes checkpoints that are not needed), then"
            + " give the same command again to go on.",
        why);
  }

  private static String reason(IOException why) {
    return why instanceof AccessDeniedException denied
        ? "access to " + denied.getFile() + " is denied"
        : String.valueOf(why.getMessage());
  }

  private static String free(Path folder) {
    try {
      FileStore disk = Files.getFileStore(folder);
      return String.format(Locale.ROOT, " (%.1f MiB are free there)", disk.getUsableSpace() / MIB);
    } catch (IOException unknown) {
      return "";
    }
  }

  private static String left(RunFolder folder) {
    try {
      List<Path> checkpoints = folder.checkpoints().newestFirst();
      return checkpoints.isEmpty()
          ? "there is no checkpoint yet"
          : "its checkpoints are as they were, the newest of them " + checkpoints.get(0);
    } catch (IOException unreadable) {
      return "its checkpoints can't be listed either: " + unreadable;
    }
  }
}
