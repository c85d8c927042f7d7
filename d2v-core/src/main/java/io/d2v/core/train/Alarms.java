package io.d2v.core.train;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Does what the guard's alarms ask for: says them, keeps the update, ends the run. */
record Alarms(RunFolder folder, Recipe recipe, Progress progress) {
  /**
   * Heeds those of an update.
   *
   * @throws UserError if one ends the run
   */
  void heed(List<Alarm> alarms, Updates.Made made) throws IOException {
    for (Alarm alarm : alarms) {
      if (alarm.stop().isPresent()) {
        throw new UserError(alarm.stop().get(), alarm.message());
      }
      progress.warned(alarm.message() + (alarm.keeps() ? kept(alarm, made) : ""));
    }
  }

  private String kept(Alarm alarm, Updates.Made made) throws IOException {
    Optional<Path> file = folder.kept().keep(made.kept(alarm.reason(), recipe));
    return file.isEmpty()
        ? ". Its samples are not listed, since so many updates are already"
        : ". Its samples are listed in "
            + file.get()
            + "; to make it again: d2v replay "
            + folder.path()
            + " "
            + made.number();
  }
}
