package io.d2v.bench.harness;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.Classification;
import io.d2v.bench.finetune.SpeechRecognition;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.glue.GlueTask;
import io.d2v.core.recipe.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The tasks that there are. */
public final class Tasks {
  private static final List<Task> ALL =
      Stream.concat(
              Stream.<Task>of(new Classification(), new SpeechRecognition()),
              Arrays.stream(GlueSet.values()).map(GlueTask::new))
          .toList();

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
