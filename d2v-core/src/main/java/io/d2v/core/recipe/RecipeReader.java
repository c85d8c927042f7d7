package io.d2v.core.recipe;

import io.d2v.api.Settings;
import io.d2v.api.SmallFile;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads recipes. */
public final class RecipeReader {
  /** Sections of an adapted recipe that keep nothing of the other's. */
  private static final Set<String> ANEW =
      Set.of("masker", "optimizer", "schedule", "training", "task", "finetune");

  private RecipeReader() {}

  /**
   * Reads a recipe.
   *
   * @param overrides settings as {@code section.key=value}; a later one wins
   * @throws UserError of kind RECIPE, if there is no such file or it is not a recipe
   * @throws IOException if reading fails
   */
  public static Recipe read(Path file, List<String> overrides) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new UserError(UserError.Kind.RECIPE, file + ": there is no such recipe");
    }
    return parse(file.toString(), text(file), overrides);
  }

  /**
   * The text of a recipe's file.
   *
   * @throws UserError of kind RECIPE, if it is larger than any recipe, or is no text
   * @throws IOException if reading fails
   */
  public static String text(Path file) throws IOException {
    return new SmallFile(file, YamlReader.MOST_CHARACTERS, UserError.Kind.RECIPE).text();
  }

  /**
   * Reads a recipe from text.
   *
   * @param source what messages call it
   * @param overrides settings as {@code section.key=value}; a later one wins
   * @throws UserError of kind RECIPE, if it is not a recipe
   */
  public static Recipe parse(String source, String text, List<String> overrides) {
    Node.Mapping recipe = mapping(source, text);
    for (String override : overrides) {
      recipe = Setting.parse(override).applyTo(recipe);
    }
    return new Recipe(recipe);
  }

  /**
   * Reads a recipe that goes on from another: each setting that it has takes the other's place, and
   * how is learned, from what, is said anew as a whole.
   *
   * @param base the recipe of what is there already; its sections have been bound
   * @param source what messages call the text
   * @param overrides settings as {@code section.key=value}; a later one wins
   * @throws UserError of kind RECIPE, if it is not a recipe, or for another kind of data
   */
  public static Recipe adapt(Recipe base, String source, String text, List<String> overrides) {
    Node.Mapping changes = mapping(source, text);
    for (String override : overrides) {
      changes = Setting.parse(override).applyTo(changes);
    }
    if (changes.entries().get("modality") instanceof Node.Scalar modality
        && !modality.text().equals(base.modality())) {
      throw new UserError(
          UserError.Kind.RECIPE,
          source
              + ": this recipe is for modality "
              + modality.text()
              + ", but what it goes on from is of "
              + base.modality());
    }
    Node.Mapping adapted = base.resolved().without("probe"); // labels judge better
    for (Map.Entry<String, Node> change : changes.entries().entrySet()) {
      Node before = adapted.entries().get(change.getKey());
      Node after = change.getValue();
      if (!ANEW.contains(change.getKey())
          && before instanceof Node.Mapping old
          && after instanceof Node.Mapping more) {
        for (Map.Entry<String, Node> setting : more.entries().entrySet()) {
          old = old.with(setting.getKey(), setting.getValue());
        }
        after = old;
      }
      adapted = adapted.with(change.getKey(), after);
    }
    return new Recipe(adapted);
  }

  /**
   * Reads one section on its own.
   *
   * @param name what messages call it
   */
  public static Settings section(String name, String text) {
    return new Section(name, mapping(name, text));
  }

  private static Node.Mapping mapping(String source, String text) {
    Node node = new YamlReader(source, true).read(text);
    if (node instanceof Node.Mapping mapping) {
      return mapping;
    }
    if (node instanceof Node.Nothing) {
      return new Node.Mapping(Map.of(), source);
    }
    throw new UserError(
        UserError.Kind.RECIPE, source + ": this is not a recipe but " + YamlWriter.flow(node));
  }
}
