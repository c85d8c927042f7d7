package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.finetune.FineTuningRecipes;
import io.d2v.core.finetune.FineTuner;
import io.d2v.core.finetune.FineTuningSettings;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each recipe for fine-tuning goes on from the recipe that it was written for. */
final class FineTuningRecipesTest {
  @ParameterizedTest
  @CsvSource({
    "finetune-glue, text-base",
    "finetune-imagenet, vision-base",
    "finetune-librispeech-10m, speech-base",
    "finetune-librispeech-1h, speech-base",
    "finetune-librispeech-10h, speech-base",
    "finetune-librispeech-100h, speech-base",
    "finetune-librispeech-960h, speech-base",
    "finetune-speech-tiny, speech-tiny",
    "finetune-text-tiny, text-tiny",
    "finetune-vision-tiny, vision-tiny",
    "finetune-speech-tiny, v2-speech-tiny",
    "finetune-text-tiny, v2-text-tiny",
    "finetune-vision-tiny, v2-vision-tiny",
    "finetune-v2-glue, v2-text-base",
    "finetune-v2-imagenet, v2-vision-base",
    "finetune-v2-librispeech-10m, v2-speech-base",
    "finetune-v2-librispeech-1h, v2-speech-base",
    "finetune-v2-librispeech-10h, v2-speech-large",
    "finetune-v2-librispeech-100h, v2-speech-base",
    "finetune-v2-librispeech-960h, v2-speech-large"
  })
  void everySettingOfItIsUsed(String name, String base) {
    Plugins plugins = Plugins.discover();
    Recipe begun = RecipeReader.parse(base, new RecipeBook(plugins).text(base), List.of());
    Method.of(begun, plugins);
    String text = FineTuningRecipes.texts().get(name);
    assertThat(text).as(name).startsWith("# ");

    List<String> given = List.of("task.kind=classes", "task.names=[a, b]", "training.steps=9");
    Recipe recipe = RecipeReader.adapt(begun, name, text, given);
    Method method = Method.of(recipe, plugins);
    FineTuningSettings settings = FineTuner.settings(recipe);
    recipe.settle("data");
    recipe.settle("backend");
    recipe.requireAllRead();

    assertThat(method.task()).isPresent();
    assertThat(settings.evaluateEvery(1000)).isPositive();
    Map<String, String> before = begun.settings();
    assertThat(recipe.settings())
        .as("the model stays what it was")
        .containsEntry("transformer.width", before.get("transformer.width"))
        .containsEntry("transformer.layers", before.get("transformer.layers"));
  }

  @Test
  void everyRecipeIsListed() {
    assertThat(new RecipeBook(Plugins.discover()).texts())
        .containsAllEntriesOf(FineTuningRecipes.texts());
  }
}
