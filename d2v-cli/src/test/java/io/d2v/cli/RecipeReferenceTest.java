package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page of recipes, which has every setting that one may have. */
final class RecipeReferenceTest {
  private static final Workshop WORKSHOP = Wiring.make(Optional.empty(), Workshop.class);

  @Test
  void thePageIsWhatTheRecipesAndTheSettingsSay() throws IOException, ClassNotFoundException {
    Renewed.docs("recipes.md", new RecipeReference(WORKSHOP.recipes()).markdown()).check();
  }

  @Test
  void noRecipeHasASettingThatThePageLacks() throws IOException, ClassNotFoundException {
    for (String name : WORKSHOP.recipes().texts().keySet()) {
      Recipe recipe =
          name.startsWith("finetune-")
              ? RecipeReader.parse(name, WORKSHOP.recipes().text(name), List.of())
              : WORKSHOP.method(WORKSHOP.recipes().find(name, List.of())).recipe();
      assertThat(RecipeReference.keys()).as(name).containsAll(recipe.settings().keySet());
    }
  }
}
