package io.d2v.core.run;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The checkpoints of a run: {@code step-1000}, {@code step-2000} and so on, in one folder. */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String PREFIX = "step-";
  private static final String PARTIAL = ".partial-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})");

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a checkpoint: under another name first, synced, read back, and then renamed. Afterwards
   * older ones are deleted until {@code keep} are left.
   *
   * @param keep at least 1
   * @return its folder
   * @throws IOException if writing fails; then no earlier checkpoint is touched
   */
  public Path save(Checkpoint checkpoint, int keep) throws IOException {
    if (keep < 1) {
      throw new IllegalArgumentException("at least one checkpoint is kept, not " + keep);
    }
    Files.createDirectories(folder);
    deletePartial();
    String name = PREFIX + checkpoint.state().step();
    Path partial = Files.createDirectory(folder.resolve(PARTIAL + name));
    Path whole = folder.resolve(name);
    try {
      checkpoint.write(partial);
      Checkpoint.verify(partial);
      if (isSaved(partial, whole)) {
        Durable.delete(partial);
      } else {
        Durable.delete(whole);
        Durable.move(partial, whole);
      }
    } catch (IOException | RuntimeException failed) {
      discard(partial, failed);
      throw failed;
    }
    deleteOlder(checkpoint.state().step(), keep);
    return whole;
  }

  /** The newest whole checkpoint; damaged ones are passed over with a warning. */
  public Optional<Path> newest() throws IOException {
    return newest(Long.MAX_VALUE);
  }

  /** The newest whole one of at most so many updates; damaged ones are passed over likewise. */
  public Optional<Path> newest(long updates) throws IOException {
    for (Path candidate : newestFirst()) {
      if (step(candidate) > updates) {
        continue;
      }
      try {
        Checkpoint.verify(candidate);
        return Optional.of(candidate);
      } catch (UserError damaged) {
        LOG.warn("{}; an older one is tried", damaged.getMessage());
      }
    }
    return Optional.empty();
  }

  /** Every checkpoint's folder, whole or not, newest first. */
  List<Path> newestFirst() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> listed = Files.list(folder)) {
      return listed
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
          .toList();
    }
  }

  private void deleteOlder(long step, int keep) throws IOException {
    List<Path> older = newestFirst().stream().filter(candidate -> step(candidate) < step).toList();
    for (Path candidate : older.subList(Math.min(keep - 1, older.size()), older.size())) {
      Durable.delete(candidate);
    }
  }

  private void deletePartial() throws IOException {
    List<Path> left = new ArrayList<>();
    try (Stream<Path> listed = Files.list(folder)) {
      listed.filter(path -> path.getFileName().toString().startsWith(PARTIAL)).forEach(left::add);
    }
    for (Path partial : left) {
      Durable.delete(partial);
    }
  }

  /** So that a run that makes a step again never takes away the only checkpoint. */
  private static boolean isSaved(Path partial, Path whole) throws IOException {
    Path manifest = whole.resolve(Manifest.NAME);
    if (!Files.exists(manifest) || Files.mismatch(manifest, partial.resolve(Manifest.NAME)) >= 0) {
      return false;
    }
    try {
      Checkpoint.verify(whole);
      return true;
    } catch (UserError damaged) {
      LOG.warn("{}; it is written again", damaged.getMessage());
      return false;
    }
  }

  private static void discard(Path partial, Exception failed) {
    try {
      Durable.delete(partial);
    } catch (IOException left) {
      failed.addSuppressed(left);
    }
  }

  private static long step(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(PREFIX.length()));
  }
}
