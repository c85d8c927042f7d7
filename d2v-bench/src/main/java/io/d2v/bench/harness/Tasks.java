package io.d2v.bench.harness;

import io.d2v.api.UserError;
import io.d2v.bench.finetune.Classification;
import io.d2v.bench.finetune.DataPaths;
import io.d2v.bench.finetune.SpeechRecognition;
import io.d2v.bench.finetune.Task;
import io.d2v.bench.glue.GlueData;
import io.d2v.bench.glue.GlueSet;
import io.d2v.bench.glue.GlueTask;
import io.d2v.core.recipe.Nearest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The tasks that there are. */
public final class Tasks {
  private static final List<Task> ALL =
      Stream.concat(
              Stream.<Task>of(new Classification(), new SpeechRecognition()),
              Arrays.stream(GlueSet.values()).map(GlueTask::new))
          .toList();

  private Tasks() {}

  /** GLUE's tasks that there are samples for, to learn from and to be judged by. */
  public static List<Task> glue(DataPaths paths) throws IOException {
    List<Task> tasks = new ArrayList<>();
    for (GlueSet set : GlueSet.values()) {
      if (missing(set, paths).isEmpty()) {
        tasks.add(new GlueTask(set));
      }
    }
    return tasks;
  }

  /** GLUE's tasks that {@link #glue} leaves out, and why. */
  public static List<String> notOfGlue(DataPaths paths) throws IOException {
    List<String> left = new ArrayList<>();
    for (GlueSet set : GlueSet.values()) {
      missing(set, paths).ifPresent(what -> left.add(set.folder() + ": " + what));
    }
    return left;
  }

  private static Optional<String> missing(GlueSet set, DataPaths paths) throws IOException {
    if (GlueData.path(set, paths.train()).isEmpty()) {
      return Optional.of("not there");
    }
    List<String> needed = new ArrayList<>(List.of("train"));
    needed.removeAll(GlueData.parts(set, paths.train()));
    List<String> judges = new ArrayList<>(set.devFiles());
    Path dev = paths.dev().orElse(paths.train());
    judges.removeAll(GlueData.path(set, dev).isEmpty() ? List.of() : GlueData.parts(set, dev));
    needed.addAll(judges);
    return needed.isEmpty()
        ? Optional.empty()
        : Optional.of("there is no " + String.join(" and no ", needed));
  }

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
