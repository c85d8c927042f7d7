package io.d2v.core.run;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The updates of a run that went wrong, one file each: {@code step-17.json}. */
public final class KeptUpdates {
  /** How many a run keeps, so that one that goes wrong for weeks fills no disk. */
  static final int MOST = 200;

  private static final Pattern NAME = Pattern.compile("step-([0-9]{1,18})\\.json");

  private final Path folder;

  KeptUpdates(Path folder) {
    this.folder = folder;
  }

  /**
   * Keeps one.
   *
   * @return its file; nothing where there are {@value #MOST} already
   */
  public Optional<Path> keep(KeptUpdate update) throws IOException {
    Path file = file(update.step());
    if (!Files.exists(file) && steps().size() >= MOST) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    update.write(file);
    return Optional.of(file);
  }

  /** The steps of what is kept, ascending. */
  public List<Long> steps() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .map(path -> NAME.matcher(path.getFileName().toString()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted()
          .toList();
    }
  }

  /**
   * One that was kept.
   *
   * @throws UserError of kind CHECKPOINT, if there is none of this step
   */
  public KeptUpdate of(long step) throws IOException {
    if (!Files.exists(file(step))) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          file(step) + " is not there; of this run are kept the updates " + steps());
    }
    return KeptUpdate.read(file(step));
  }

  private Path file(long step) {
    return folder.resolve("step-" + step + ".json");
  }
}
