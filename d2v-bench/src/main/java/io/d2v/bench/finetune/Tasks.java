package io.d2v.bench.finetune;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Nearest;
import java.util.List;

/** The tasks that there are. */
public final class Tasks {
  private static final List<Task> ALL = List.of(new Classification(), new SpeechRecognition());

  private Tasks() {}

  /**
   * The task of this name.
   *
   * @throws UserError of kind USAGE, if there is none
   */
  public static Task of(String name) {
    return ALL.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> names = ALL.stream().map(Task::name).toList();
              return new UserError(
                  UserError.Kind.USAGE,
                  "there is no task '" + name + "' among " + names + Nearest.hint(name, names));
            });
  }
}
