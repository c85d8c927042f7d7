package io.d2v.bench.finetune;

import io.d2v.api.Dataset;
import io.d2v.api.Modality;
import io.d2v.api.UserError;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads samples as a modality's plugin does.
 *
 * @param recipe whose {@code data} section says how
 */
public record Reader(Modality modality, Recipe recipe) {
  /** The samples to learn from, and the others, by the parts that the data comes in. */
  Splits splits(DataPaths paths) throws IOException {
    if (paths.dev().isPresent()) {
      Dataset train = open(paths.train(), "auto");
      return Splits.of(train, open(paths.dev().get(), "auto")).drawn(paths.labels(), paths.seed());
    }
    return parts(paths).drawn(paths.labels(), paths.seed());
  }

  /** Samples that someone else has read, as the modality gives its own. */
  public Dataset view(Dataset raw) throws IOException {
    return modality.view(raw, recipe("auto").section("data"));
  }

  private Splits parts(DataPaths paths) throws IOException {
    Optional<Dataset> train = part(paths.train(), "train");
    Optional<Dataset> test = train.isEmpty() ? train : part(paths.train(), "test");
    if (train.isPresent() && test.isPresent()) {
      return Splits.of(train.get(), test.get());
    }
    Dataset all = train.isPresent() ? train.get() : open(paths.train(), "auto");
    return Splits.heldOut(all);
  }

  /** A part, where the data comes in parts. */
  private Optional<Dataset> part(Path path, String split) throws IOException {
    try {
      return Optional.of(open(path, split));
    } catch (UserError noSuchPart) {
      return Optional.empty();
    }
  }

  /** Opens one part: {@code auto}, {@code train} or {@code test}. */
  private Dataset open(Path path, String split) throws IOException {
    return modality.open(path, recipe(split).section("data"));
  }

  private Recipe recipe(String split) {
    return RecipeReader.adapt(recipe, "data", "", List.of("data.split=" + split));
  }
}
