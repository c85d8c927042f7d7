package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoints;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a run goes on, and whether it may with this recipe.
 *
 * @param folder that only this process writes into
 * @param recipe that it is to go on with; all of its sections are bound
 */
record Continuation(RunFolder folder, Recipe recipe, EarlierRun allowed) {
  /**
   * The newest whole checkpoint; nothing where the run has none yet.
   *
   * @throws UserError of kind CHECKPOINT, if all checkpoints are damaged, or the recipe is another
   *     one and may not be
   */
  Optional<Checkpoints.Found> find() throws IOException {
    if (!folder.exists()) {
      return Optional.empty();
    }
    folder.checkpoints().tidy();
    folder.best().tidy();
    Optional<Checkpoints.Found> newest = folder.checkpoints().loadNewest();
    if (newest.isEmpty()) {
      refuseToLoseAll();
      requireAllowed(RecipeReader.text(folder.recipe()));
    } else if (!notBegun(newest.get())) {
      requireAllowed(newest.get().checkpoint().recipe());
    }
    return newest;
  }

  /** Weights from elsewhere, which any recipe may train that they fit. */
  static boolean notBegun(Checkpoints.Found found) {
    return found.checkpoint().state().step() == 0;
  }

  private void refuseToLoseAll() throws IOException {
    List<Path> damaged = folder.checkpoints().newestFirst();
    if (!damaged.isEmpty()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          folder.path()
              + ": none of its "
              + damaged.size()
              + " checkpoints is whole, as the warnings above say. Put one back from a copy, or"
              + " name another folder to begin anew.");
    }
  }

  private void requireAllowed(String before) {
    Recipe old = RecipeReader.parse(folder.recipe().toString(), before, List.of());
    old.bindLike(recipe);
    List<String> differences = old.differences(recipe);
    if (!differences.isEmpty() && allowed != EarlierRun.ANY_RECIPE) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          folder.path()
              + ": holds a run of another recipe:\n  "
              + String.join("\n  ", differences)
              + "\nGive the recipe that it was begun with to go on, or another folder to begin"
              + " anew. To go on with the changes, add --allow-change.");
    }
  }
}
