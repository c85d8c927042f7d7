package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.Modality;
import io.d2v.api.UserError;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads samples as a modality's plugin does.
 *
 * @param recipe whose {@code data} section says how
 */
public record Reader(Modality modality, Recipe recipe) {
  private static final String SPLIT = "data.split=";

  /** The samples to learn from, and the others, by the parts that the data comes in. */
  Splits splits(DataPaths paths) throws IOException {
    if (paths.dev().isPresent()) {
      Dataset train = open(paths.train(), List.of());
      return Splits.of(train, open(paths.dev().get(), List.of()))
          .drawn(paths.labels(), paths.seed());
    }
    return parts(paths).drawn(paths.labels(), paths.seed());
  }

  /** Samples that someone else has read, as the modality gives its own. */
  public Dataset view(Dataset raw) throws IOException {
    return modality.view(raw, recipe(List.of()).section("data"));
  }

  private Splits parts(DataPaths paths) throws IOException {
    Optional<Dataset> train = part(paths.train(), "train");
    Optional<Dataset> test = train.isEmpty() ? train : part(paths.train(), "test");
    if (train.isPresent() && test.isPresent()) {
      return Splits.of(train.get(), test.get());
    }
    Dataset all = train.isPresent() ? train.get() : open(paths.train(), List.of());
    return Splits.heldOut(all);
  }

  /**
   * A part, where the data comes in parts.
   *
   * @param split {@code train} or {@code test}
   */
  Optional<Dataset> part(Path path, String split) throws IOException {
    try {
      return Optional.of(open(path, List.of(SPLIT + split)));
    } catch (UserError noSuchPart) {
      return Optional.empty();
    }
  }

  /**
   * Opens samples.
   *
   * @param settings that the recipe does not have: {@code data.split=test}
   */
  public Dataset open(Path path, List<String> settings) throws IOException {
    return modality.open(path, recipe(settings).section("data"));
  }

  /** Both parts are looked for, whatever part the recipe names. */
  private Recipe recipe(List<String> settings) {
    List<String> all = new ArrayList<>(List.of(SPLIT + "auto"));
    all.addAll(settings);
    return RecipeReader.adapt(recipe, "data", "", all);
  }
}
