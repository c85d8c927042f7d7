package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.MissingPart;
import io.d2v.api.Modality;
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
    Opened opened = new Opened();
    return opened.orClosed(() -> splits(paths, opened).drawn(paths.labels(), paths.seed()));
  }

  private Splits splits(DataPaths paths, Opened opened) throws IOException {
    if (paths.dev().isEmpty()) {
      return parts(paths, opened);
    }
    Dataset train = opened.kept(open(paths.train(), List.of()));
    return Splits.of(train, opened.kept(open(paths.dev().get(), List.of())));
  }

  /** Samples that someone else has read, as the modality gives its own. */
  public Dataset view(Dataset raw) throws IOException {
    return modality.view(raw, recipe(List.of()).section("data"));
  }

  private Splits parts(DataPaths paths, Opened opened) throws IOException {
    Optional<Dataset> train = opened.kept(part(paths.train(), "train"));
    Optional<Dataset> test = train.isEmpty() ? train : opened.kept(part(paths.train(), "test"));
    if (train.isPresent() && test.isPresent()) {
      return Splits.of(train.get(), test.get());
    }
    return Splits.heldOut(
        train.isPresent() ? train.get() : opened.kept(open(paths.train(), List.of())));
  }

  /**
   * A part, where the data comes in parts.
   *
   * @param split {@code train} or {@code test}
   * @return nothing where the data does not come in it
   * @throws io.d2v.api.UserError if it is there and can't be read
   */
  Optional<Dataset> part(Path path, String split) throws IOException {
    try {
      return Optional.of(open(path, List.of(SPLIT + split)));
    } catch (MissingPart none) {
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
