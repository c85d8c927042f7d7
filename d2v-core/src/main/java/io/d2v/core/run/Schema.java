package io.d2v.core.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The versions of a checkpoint's layout, and how one becomes the next. Files of tensors have been
 * the same in all.
 *
 * <ol>
 *   <li>student, teacher, optimizer and state; the recipe was the run's
 *   <li>and the recipe that it was made with, since a run may go on with a changed one
 * </ol>
 */
final class Schema {
  static final int NOW = 2;

  /** The first is from schema 1 to 2. */
  private static final List<Migration> MIGRATIONS = List.of(Schema::withTheRunsRecipe);

  private Schema() {}

  /** What a checkpoint says besides tensors. */
  record Said(RunState state, Optional<String> recipe) {}

  @FunctionalInterface
  private interface Migration {
    Said next(Path folder, Said older) throws IOException;
  }

  /** The files that a checkpoint has besides its manifest. */
  static List<String> files(int schema) {
    List<String> files =
        new ArrayList<>(
            List.of(Checkpoint.STUDENT, Checkpoint.TEACHER, Checkpoint.OPTIMIZER, StateFile.NAME));
    if (schema >= 2) {
      files.add(Checkpoint.RECIPE);
    }
    return files;
  }

  /** What a checkpoint's folder says, as this version of d2v would have written it. */
  static Said read(Path folder) throws IOException {
    StateFile file = StateFile.read(folder);
    Path recipe = folder.resolve(Checkpoint.RECIPE);
    Said said =
        new Said(
            file.state(),
            files(file.schema()).contains(Checkpoint.RECIPE)
                ? Optional.of(RunFolder.textOf(recipe))
                : Optional.empty());
    for (Migration next : MIGRATIONS.subList(file.schema() - 1, MIGRATIONS.size())) {
      said = next.next(folder, said);
    }
    return said;
  }

  private static Said withTheRunsRecipe(Path folder, Said older) throws IOException {
    Path recipe = RunFolder.of(folder).recipe();
    return new Said(older.state(), Optional.of(RunFolder.textOf(recipe)));
  }
}
