package io.d2v.core.run;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a run: {@code step-1000}, {@code step-2000} and so on, in one folder. Which
 * one is the newest is found by looking, so that no pointer can be wrong.
 */
public final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final String PREFIX = "step-";
  private static final String PARTIAL = ".partial-";
  private static final String DELETED = ".deleted-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "([0-9]{1,18})");

  private final Path folder;

  Checkpoints(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes a checkpoint: under another name first, synced, read back, and then renamed. Afterwards
   * older ones are deleted that need not be kept.
   *
   * @return its folder
   * @throws IOException if writing fails; then no earlier checkpoint is touched
   */
  public Path save(Checkpoint checkpoint, Keep keep) throws IOException {
    Durable.createFolders(folder);
    tidy();
    String name = PREFIX + checkpoint.state().step();
    Path partial = Files.createDirectory(folder.resolve(PARTIAL + name));
    try {
      checkpoint.write(partial);
      Checkpoint.verify(partial);
    } catch (IOException | RuntimeException failed) {
      discard(partial, failed);
      throw failed;
    }
    Path whole = folder.resolve(name);
    if (isSaved(partial, whole)) {
      removeAll(PARTIAL);
    } else {
      publish(partial, whole);
    }
    removeOlder(checkpoint.state().step(), keep);
    return whole;
  }

  /**
   * Finishes or removes what an interrupted save left behind. A checkpoint that was whole and only
   * lacked its name gets it. For the one process alone that writes here.
   *
   * @throws IOException if a checkpoint can't be given its name
   */
  public void tidy() throws IOException {
    removeAll(DELETED);
    for (Path left : listed(path -> name(path).startsWith(PARTIAL))) {
      Path whole = folder.resolve(name(left).substring(PARTIAL.length()));
      if (NAME.matcher(name(whole)).matches() && isWhole(left) && !isWhole(whole)) {
        sync(left);
        publish(left, whole);
      }
    }
    removeAll(PARTIAL);
  }

  /**
   * The newest whole checkpoint; damaged ones are passed over with a warning.
   *
   * @throws UserError of kind CHECKPOINT, if a newer d2v wrote it
   */
  public Optional<Path> newest() throws IOException {
    return newest(Long.MAX_VALUE);
  }

  /** The newest whole one of at most so many updates; damaged ones are passed over likewise. */
  public Optional<Path> newest(long updates) throws IOException {
    for (Path candidate : newestFirst()) {
      if (step(candidate) > updates) {
        continue;
      }
      Optional<String> damage = damage(candidate);
      if (damage.isEmpty()) {
        return Optional.of(candidate);
      }
      LOG.warn("{}; an older one is tried", damage.get());
    }
    return Optional.empty();
  }

  /**
   * A checkpoint that was read.
   *
   * @param folder that it lies in
   */
  public record Found(Path folder, Checkpoint checkpoint) {}

  /**
   * Reads the newest whole checkpoint; damaged ones are passed over with a warning.
   *
   * @throws UserError of kind CHECKPOINT, if a newer d2v wrote it
   */
  public Optional<Found> loadNewest() throws IOException {
    Optional<Path> newest = newest();
    return newest.isPresent()
        ? Optional.of(new Found(newest.get(), Checkpoint.read(newest.get())))
        : Optional.empty();
  }

  /**
   * What is wrong with a checkpoint, after reading every file of it.
   *
   * @throws UserError of kind CHECKPOINT, if a newer d2v wrote it
   */
  public static Optional<String> damage(Path checkpoint) {
    try {
      Checkpoint.verify(checkpoint);
      return Optional.empty();
    } catch (NewerSchema unknown) {
      throw unknown;
    } catch (UserError damaged) {
      return Optional.of(String.valueOf(damaged.getMessage()));
    } catch (IOException unreadable) {
      return Optional.of(checkpoint + " can't be read: " + unreadable);
    }
  }

  /**
   * What may go, newest first. Only whole checkpoints count as kept, so older ones stay until so
   * many are found; a damaged one among them stays as well, for somebody to look at.
   *
   * @throws UserError of kind CHECKPOINT, if there is no whole one
   */
  public List<Path> superfluous(Keep keep) throws IOException {
    List<Path> superfluous = new ArrayList<>();
    int whole = 0;
    for (Path checkpoint : newestFirst()) {
      if (whole < keep.newest()) {
        whole += isWhole(checkpoint) ? 1 : 0;
      } else if (!keep.always(step(checkpoint))) {
        superfluous.add(checkpoint);
      }
    }
    if (whole == 0) {
      throw new UserError(
          UserError.Kind.CHECKPOINT, folder + ": there is no whole checkpoint, so none goes");
    }
    return superfluous;
  }

  /** Deletes a checkpoint, which is whole until it is gone. */
  public static void delete(Path checkpoint) throws IOException {
    Path gone = checkpoint.resolveSibling(DELETED + name(checkpoint));
    Durable.move(checkpoint, gone);
    Durable.delete(gone);
  }

  /** Every checkpoint's folder, whole or not, newest first. */
  public List<Path> newestFirst() throws IOException {
    return listed(path -> NAME.matcher(name(path)).matches()).stream()
        .sorted(Comparator.comparingLong(Checkpoints::step).reversed())
        .toList();
  }

  /** Updates made when a checkpoint was written, as its folder's name says. */
  public static long step(Path checkpoint) {
    return Long.parseLong(name(checkpoint).substring(PREFIX.length()));
  }

  private List<Path> listed(Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> content = Files.list(folder)) {
      return content.filter(wanted).toList();
    }
  }

  /**
   * Gives a whole checkpoint its name. What has the name is moved away, not deleted: a crash in
   * between leaves the new one, which {@link #tidy} then finds.
   */
  private void publish(Path partial, Path whole) throws IOException {
    if (Files.exists(whole)) {
      Durable.syncFolder(folder);
      Durable.move(whole, folder.resolve(DELETED + name(whole)));
    }
    Durable.move(partial, whole);
    removeAll(DELETED);
  }

  /** So that a run that makes a step again never takes away the only checkpoint. */
  private static boolean isSaved(Path partial, Path whole) throws IOException {
    Path manifest = whole.resolve(Manifest.NAME);
    return Files.exists(manifest)
        && Files.mismatch(manifest, partial.resolve(Manifest.NAME)) < 0
        && isWhole(whole);
  }

  private static boolean isWhole(Path checkpoint) {
    return Files.isDirectory(checkpoint) && damage(checkpoint).isEmpty();
  }

  private static void sync(Path checkpoint) throws IOException {
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        Durable.sync(file);
      }
    }
    Durable.syncFolder(checkpoint);
  }

  private static void discard(Path partial, Exception failed) {
    try {
      Durable.delete(partial);
    } catch (IOException left) {
      failed.addSuppressed(left);
    }
  }

  /** Of the checkpoints up to a step, deletes those that need not be kept. */
  void removeOlder(long step, Keep keep) throws IOException {
    newestFirst().stream()
        .filter(checkpoint -> step(checkpoint) <= step)
        .skip(keep.newest())
        .filter(checkpoint -> !keep.always(step(checkpoint)))
        .forEach(checkpoint -> attempt(() -> delete(checkpoint), checkpoint));
  }

  private void removeAll(String prefix) throws IOException {
    for (Path temporary : listed(path -> name(path).startsWith(prefix))) {
      attempt(() -> Durable.delete(temporary), temporary);
    }
  }

  /** What can't be deleted now only takes space; it is tried again when the next one is saved. */
  private static void attempt(Deletion deletion, Path checkpoint) {
    try {
      deletion.run();
    } catch (IOException failed) {
      LOG.warn("{} can't be deleted: {}", checkpoint, failed.toString());
    }
  }

  @FunctionalInterface
  private interface Deletion {
    void run() throws IOException;
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
