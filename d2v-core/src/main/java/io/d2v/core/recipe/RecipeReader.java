package io.d2v.core.recipe;

import io.d2v.api.Settings;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads recipes. */
public final class RecipeReader {
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
    if (Files.size(file) > YamlReader.MOST_CHARACTERS) {
      throw new UserError(
          UserError.Kind.RECIPE, file + ": a recipe of more than 1 MiB is not read");
    }
    return parse(file.toString(), Files.readString(file), overrides);
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
