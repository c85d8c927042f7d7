package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.backend.Backend;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Init;
import io.d2v.api.graph.Shape;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.RecipeReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ForwardPassTest {
  private static final int WIDTH = 16;
  private static final Method TEXT =
      method(
          "encoder.vocabulary=50",
          "encoder.lengths=[4]",
          "transformer.width=" + WIDTH,
          "transformer.layers=2",
          "transformer.heads=2",
          "targets.layers=2",
          "backend.device=cpu");

  @Test
  void whatIsNotValidIsNotSeen() {
    Array valid = Array.of(Shape.of(1, 4), 1f, 1f, 1f, 0f);

    float[] first = states(Map.of("ids", ids(5, 6, 7, 8), "valid", valid));
    float[] second = states(Map.of("ids", ids(5, 6, 7, 9), "valid", valid));
    float[] seen = states(Map.of("ids", ids(5, 6, 7, 9)));

    assertThat(second).isEqualTo(first);
    assertThat(seen).isNotEqualTo(first);
  }

  @Test
  void validHasANumberForEachToken() {
    Array valid = Array.of(Shape.of(1, 3), 1f, 1f, 1f);
    Map<String, Array> tensors = Map.of("ids", ids(5, 6, 7, 8), "valid", valid);

    assertThatThrownBy(() -> ForwardPass.of(TEXT, ForwardPass.given(TEXT, tensors)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("valid")
        .hasMessageContaining("[1, 4]")
        .hasMessageContaining("[1, 3]");
  }

  /** Of the first three tokens. */
  private static float[] states(Map<String, Array> tensors) {
    ForwardPass pass = ForwardPass.of(TEXT, ForwardPass.given(TEXT, tensors));
    Map<String, Array> weights = new TreeMap<>();
    pass.parameters()
        .forEach(
            (path, shape) ->
                weights.put(path, Weights.first(new Init.Normal(0, 0.3), shape, 1, path)));
    try (Backend backend = TEXT.openBackend()) {
      return Arrays.copyOf(pass.run(backend, weights).get("last_hidden_state").floats(), 3 * WIDTH);
    }
  }

  private static Array ids(int... ids) {
    return Array.of(Shape.of(1, ids.length), ids);
  }

  private static Method method(String... settings) {
    Plugins plugins = Plugins.discover();
    String text = plugins.modality("text").recipes().get("text-tiny");
    return Method.of(RecipeReader.parse("text-tiny", text, List.of(settings)), plugins);
  }
}
