package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.DType;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.objective.Objective;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedRecipesTest {
  private static final Plugins PLUGINS = Plugins.discover();
  private static final Map<String, String> TEXTS = texts("vision", "audio", "text");

  @Test
  void eachObjectiveHasRecipesOfEverySize() {
    assertThat(TEXTS)
        .containsOnlyKeys(
            "vision-tiny",
            "vision-small",
            "vision-base",
            "vision-large",
            "speech-tiny",
            "speech-base",
            "speech-large",
            "text-tiny",
            "text-base",
            "text-large",
            "v2-vision-tiny",
            "v2-vision-base",
            "v2-vision-large",
            "v2-vision-huge",
            "v2-speech-tiny",
            "v2-speech-base",
            "v2-speech-large",
            "v2-text-tiny",
            "v2-text-base",
            "v2-text-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vision-tiny",
        "vision-small",
        "vision-base",
        "vision-large",
        "speech-tiny",
        "speech-base",
        "speech-large",
        "text-tiny",
        "text-base",
        "text-large",
        "v2-vision-tiny",
        "v2-vision-base",
        "v2-vision-large",
        "v2-vision-huge",
        "v2-speech-tiny",
        "v2-speech-base",
        "v2-speech-large",
        "v2-text-tiny",
        "v2-text-base",
        "v2-text-large"
      })
  void everySettingIsUsed(String name) {
    Recipe recipe = read(name);
    Method method = Method.of(recipe, PLUGINS);
    try (Backend backend = method.openBackend()) {
      assertThat(backend.device()).isNotNull();
    }
    assertThatThrownBy(() -> method.modality().open(Path.of("none"), recipe.section("data")))
        .isInstanceOf(UserError.class);
    recipe.requireAllRead();
    assertThat(recipe.name()).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "vision-tiny, 0.8",
    "vision-small, 22",
    "vision-base, 86",
    "vision-large, 304",
    "speech-tiny, 0.9",
    "speech-base, 93",
    "speech-large, 313",
    "text-tiny, 1.8",
    "text-base, 125",
    "text-large, 354",
    "v2-vision-tiny, 0.8",
    "v2-vision-base, 86",
    "v2-vision-large, 303",
    "v2-vision-huge, 631",
    "v2-speech-tiny, 0.9",
    "v2-speech-base, 93",
    "v2-speech-large, 313",
    "v2-text-tiny, 1.8",
    "v2-text-base, 124",
    "v2-text-large, 354"
  })
  void theEncoderHasTheParametersThatItsRecipeSays(String name, String millions) {
    double counted = encoderParameters(Method.of(read(name), PLUGINS)) / 1e6;
    assertThat(TEXTS.get(name)).contains(millions + " million parameters");
    assertThat(counted).isCloseTo(Double.parseDouble(millions), withinPercentage(2));
  }

  @ParameterizedTest
  @CsvSource({"vision-base, 2048", "vision-large, 8192"})
  void aPublishedRunSeesEightHundredEpochsOfImageNet(String name, int images) {
    TrainingSettings training = Method.of(read(name), PLUGINS).training();
    assertThat(training.batch() * training.accumulate()).isEqualTo(images);
    assertThat(training.steps()).isEqualTo(800L * (1_281_167 / images));
  }

  private static Map<String, String> texts(String... modalities) {
    Map<String, String> texts = new TreeMap<>();
    for (String modality : modalities) {
      texts.putAll(PLUGINS.modality(modality).recipes());
    }
    return texts;
  }

  private static Recipe read(String name) {
    String text = Objects.requireNonNull(TEXTS.get(name));
    return RecipeReader.parse(name, text, List.of("backend.device=cpu"));
  }

  private static long encoderParameters(Method method) {
    int most = method.masker().most(method.objective().encoder().grid());
    Tensor key = Tensor.input("key", new TensorType(DType.INT32, Shape.of(2)));
    Tensor loss = method.objective().apply(1, most, key).loss();
    return Parameters.of(method.objective(), List.of(loss)).student().entrySet().stream()
        .filter(entry -> Objective.encodes(Parameters.below(entry.getKey())))
        .mapToLong(entry -> entry.getValue().shape().elements())
        .sum();
  }
}
