package io.d2v.core.run;

import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run: {@code recipe.yaml}, {@code run.json}, {@code metrics.jsonl}, TensorBoard's
 * events, {@code checkpoints/step-N}; where something was wrong {@code quarantine.tsv} and {@code
 * kept/step-N.json}.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {
  private static final int MOST_OF_A_RECIPE = 1 << 20;
  private static final String CHECKPOINTS = "checkpoints";

  /**
   * The folder of a new run, or of one that goes on.
   *
   * @throws UserError of kind CHECKPOINT, if something else is in the way
   * @throws IOException if the folder can't be made
   */
  public static RunFolder create(Path path) throws IOException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw inTheWay(path, "is a file");
    }
    RunFolder folder = new RunFolder(path);
    if (Files.isDirectory(path) && !folder.exists()) {
      try (Stream<Path> listed = Files.list(path)) {
        if (listed.anyMatch(file -> !folder.beforeTheRecipe().contains(file))) {
          throw inTheWay(path, "has files, but none of a run");
        }
      }
    }
    Durable.createFolders(path);
    return folder;
  }

  /** What a run may leave that was killed before it had written its recipe. */
  private Set<Path> beforeTheRecipe() {
    return Set.of(lock(), provenance(), Durable.partial(provenance()), Durable.partial(recipe()));
  }

  /**
   * Checks that no run was begun here.
   *
   * @throws UserError of kind CHECKPOINT, saying what is there
   * @throws IOException if reading fails
   */
  public void requireNew() throws IOException {
    if (exists()) {
      List<Path> checkpoints = checkpoints().newestFirst();
      throw inTheWay(
          path,
          checkpoints.isEmpty()
              ? "holds a run already, which has no checkpoint yet"
              : "holds a run already, up to step "
                  + Checkpoints.step(checkpoints.get(0))
                  + ", and nothing is overwritten");
    }
  }

  /**
   * The run that this is the folder of, or that this checkpoint belongs to.
   *
   * @throws UserError of kind CHECKPOINT, if it is neither
   */
  public static RunFolder of(Path runOrCheckpoint) {
    return find(runOrCheckpoint)
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.CHECKPOINT,
                    runOrCheckpoint
                        + ": neither the folder of a run (there is no recipe.yaml) nor one of its"
                        + " checkpoints"));
  }

  /** The run that this is the folder of, or that this checkpoint belongs to, if it is either. */
  public static Optional<RunFolder> find(Path runOrCheckpoint) {
    Path path = runOrCheckpoint.toAbsolutePath().normalize();
    Path checkpoints = path.getParent();
    Path run = checkpoints == null ? null : checkpoints.getParent();
    return Stream.of(Optional.of(path), Optional.ofNullable(run))
        .flatMap(Optional::stream)
        .map(RunFolder::new)
        .filter(RunFolder::exists)
        .findFirst();
  }

  /**
   * The checkpoint that this is, or the newest whole one of this run.
   *
   * @throws UserError of kind CHECKPOINT, if there is none
   * @throws IOException if reading fails
   */
  public static Path checkpoint(Path runOrCheckpoint) throws IOException {
    if (Files.exists(runOrCheckpoint.resolve(Manifest.NAME))) {
      return runOrCheckpoint;
    }
    RunFolder run = of(runOrCheckpoint);
    Optional<Path> newest = run.checkpoints().newest();
    return newest.orElseThrow(
        () ->
            new UserError(
                UserError.Kind.CHECKPOINT, runOrCheckpoint + ": there is no whole checkpoint"));
  }

  /** Whether a run was begun here; a checkpoint, which has a recipe too, is none. */
  public boolean exists() {
    return Files.isRegularFile(recipe()) && !Files.exists(path.resolve(Manifest.NAME));
  }

  /** The resolved recipe. */
  public Path recipe() {
    return path.resolve("recipe.yaml");
  }

  /** Where everything came from. */
  public Path provenance() {
    return path.resolve("run.json");
  }

  /** One line an update. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** What it has cost so far. */
  public Effort effort() throws IOException {
    return Effort.read(effortFile());
  }

  /** Writes what it has cost so far. */
  public void writeEffort(Effort effort) throws IOException {
    effort.write(effortFile());
  }

  private Path effortFile() {
    return path.resolve("effort.json");
  }

  /** Held by the process that writes here. */
  public Path lock() {
    return path.resolve("run.lock");
  }

  /** Updates that went wrong, to be made again. */
  public KeptUpdates kept() {
    return new KeptUpdates(path.resolve("kept"));
  }

  /** One line a sample that can't be read. */
  public Path quarantine() {
    return path.resolve("quarantine.tsv");
  }

  /** Its checkpoints. */
  public Checkpoints checkpoints() {
    return new Checkpoints(path.resolve(CHECKPOINTS));
  }

  /** The checkpoint that did best on other samples, where a run looks for it. */
  public Checkpoints best() {
    return new Checkpoints(path.resolve("best"));
  }

  /**
   * Writes the checkpoint that did best so far, in place of the one before.
   *
   * @throws UserError of kind CHECKPOINT, saying what to do, if it can't be written
   */
  public void saveBest(Checkpoint checkpoint) {
    try {
      best().save(checkpoint, Keep.newest(1));
    } catch (IOException failed) {
      throw Unwritable.of(this, "the best checkpoint", failed);
    }
  }

  /**
   * Writes the recipe, which makes this the folder of a run; the same one is left as it is.
   *
   * @throws UserError of kind CHECKPOINT, saying what to do, if it can't be written
   */
  public void writeRecipe(String yaml) throws IOException {
    if (!exists() || !textOf(recipe()).equals(yaml)) {
      write(recipe(), yaml);
    }
  }

  /** The text of a recipe's file. */
  static String textOf(Path recipe) throws IOException {
    return new SmallFile(recipe, MOST_OF_A_RECIPE, UserError.Kind.RECIPE).text();
  }

  /**
   * Writes where everything came from.
   *
   * @throws UserError of kind CHECKPOINT, saying what to do, if it can't be written
   */
  public void writeProvenance(Provenance provenance) {
    write(provenance(), provenance.toJson());
  }

  private void write(Path file, String text) {
    try {
      Durable.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw Unwritable.of(this, file.getFileName().toString(), failed);
    }
  }

  private static UserError inTheWay(Path path, String what) {
    return new UserError(
        UserError.Kind.CHECKPOINT,
        path
            + " "
            + what
            + "; name another folder for the new run, which may not exist yet, or move this one"
            + " away");
  }
}
