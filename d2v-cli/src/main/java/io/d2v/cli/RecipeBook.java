package io.d2v.cli;

import com.google.inject.Inject;
import io.d2v.api.Modality;
import io.d2v.api.UserError;
import io.d2v.bench.finetune.FineTuningRecipes;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Nearest;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The recipes that the plugins bring, and those in files. */
final class RecipeBook {
  private final Plugins plugins;
  private final Map<String, String> texts = new TreeMap<>();
  private final Map<String, Set<String>> owners = new TreeMap<>();

  @Inject
  RecipeBook(Plugins plugins) {
    this.plugins = plugins;
    for (Modality modality : plugins.modalities()) {
      add(modality.recipes(), modality.getClass().getName());
    }
    add(FineTuningRecipes.texts(), "d2v");
  }

  private void add(Map<String, String> recipes, String owner) {
    texts.putAll(recipes);
    recipes
        .keySet()
        .forEach(name -> owners.computeIfAbsent(name, any -> new TreeSet<>()).add(owner));
  }

  /** Name to YAML text. */
  Map<String, String> texts() {
    return texts;
  }

  /**
   * The name of a modality's smallest recipe, which is called so; of its first one where none is.
   *
   * @throws UserError of kind PLUGIN, if there is no such modality
   */
  String smallest(String modality) {
    List<String> names = plugins.modality(modality).recipes().keySet().stream().sorted().toList();
    return names.stream()
        .filter(name -> name.endsWith("-tiny"))
        .findFirst()
        .or(() -> names.stream().findFirst())
        .orElseThrow(
            () ->
                new UserError(
                    UserError.Kind.USAGE,
                    "the modality " + modality + " brings no recipe; name one with --recipe"));
  }

  /** The text of a recipe that a plugin brings. */
  String text(String name) {
    String text = texts.get(name);
    if (text == null) {
      throw new UserError(
          UserError.Kind.RECIPE,
          "there is no recipe '"
              + name
              + "', neither among "
              + texts.keySet()
              + " nor as a file"
              + Nearest.hint(name, texts.keySet()));
    }
    Set<String> several = owners.getOrDefault(name, Set.of());
    if (several.size() > 1) {
      throw new UserError(
          UserError.Kind.PLUGIN,
          "there are several recipes '" + name + "', of " + several + "; remove all but one");
    }
    return text;
  }

  /** The text of the recipe of this name, or in this file. */
  String anyText(String nameOrFile) throws IOException {
    Path file = Path.of(nameOrFile);
    return Files.isRegularFile(file) ? RecipeReader.text(file) : text(nameOrFile);
  }

  /**
   * The recipe of this name, or in this file.
   *
   * @param overrides {@code section.key=value}
   */
  Recipe find(String nameOrFile, List<String> overrides) throws IOException {
    Path file = Path.of(nameOrFile);
    return Files.isRegularFile(file)
        ? RecipeReader.read(file, overrides)
        : RecipeReader.parse(nameOrFile, text(nameOrFile), overrides);
  }
}
