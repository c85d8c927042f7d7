package io.d2v.cli;

import io.d2v.api.UserError;
import io.d2v.core.interchange.HuggingFaceFolder;
import io.d2v.core.interchange.Trained;
import io.d2v.core.model.TaskSettings;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Models by what they learned from: those that were named, and the first of those in a folder. */
final class NamedModels {
  /** As deep as the demo puts its runs: a folder a kind of data, and one a seed. */
  private static final int DEPTH = 3;

  private NamedModels() {}

  /**
   * One of them.
   *
   * @param path its folder
   */
  record Model(Path path, Trained trained) {}

  /** By modality; the first of each. */
  static Map<String, Model> load(List<Path> paths, Workshop workshop) throws IOException {
    Map<String, Model> models = new LinkedHashMap<>();
    for (Path path : paths) {
      boolean named = isModel(path);
      for (Path model : named ? List.of(path) : below(path)) {
        if (!named && models.containsKey(modality(model))) {
          continue;
        }
        Trained trained = workshop.load(model);
        models.putIfAbsent(trained.method().modality().name(), new Model(model, trained));
      }
    }
    return models;
  }

  private static boolean isModel(Path path) {
    return RunFolder.find(path).isPresent() || new HuggingFaceFolder(path).exists();
  }

  private static List<Path> below(Path folder) throws IOException {
    List<Path> models = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.walk(folder, DEPTH)) {
        for (Path one :
            all.filter(Files::isDirectory).filter(NamedModels::isRun).sorted().toList()) {
          if (isPreTrained(one)) {
            models.add(one);
          }
        }
      }
    }
    if (models.isEmpty()) {
      throw new UserError(
          UserError.Kind.CHECKPOINT,
          folder
              + ": neither a run, a checkpoint or a Hugging Face folder, nor a folder of runs that"
              + " were pre-trained");
    }
    return models;
  }

  private static boolean isRun(Path folder) {
    return new RunFolder(folder).exists();
  }

  /** A run that learned from labels would not show what was learned without. */
  private static boolean isPreTrained(Path run) throws IOException {
    TaskSettings task = recipe(run).section("task").as(TaskSettings.class, MethodHandles.lookup());
    return switch (task.kind()) {
      case NONE, FEATURES, WORDS -> true;
      case CLASSES, NUMBERS, LETTERS -> false;
    };
  }

  private static String modality(Path run) throws IOException {
    return recipe(run).modality();
  }

  private static Recipe recipe(Path run) throws IOException {
    return RecipeReader.read(new RunFolder(run).recipe(), List.of());
  }
}
