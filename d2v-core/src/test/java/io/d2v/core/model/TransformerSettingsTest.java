package io.d2v.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.core.recipe.RecipeReader;
import java.lang.invoke.MethodHandles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformerSettingsTest {
  @Test
  void theLargestModelsAreTaken() {
    assertThat(read("width: 16384\nlayers: 1000\nheads: 128").feedForwardWidth()).isEqualTo(65_536);
  }

  /** A model folder of others says these numbers too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "width: 16385\nlayers: 1\nheads: 1",
        "width: 8\nlayers: 1000000000\nheads: 1",
        "width: 8\nlayers: 1\nheads: 1\nfeed_forward: 2147483647",
        "width: 0\nlayers: 1\nheads: 1",
        "width: 8\nlayers: 1\nheads: 3"
      })
  void numbersThatNoModelHasAreRefused(String settings) {
    assertThatThrownBy(() -> read(settings)).isInstanceOf(UserError.class);
  }

  private static TransformerSettings read(String settings) {
    return RecipeReader.section("transformer", settings)
        .as(TransformerSettings.class, MethodHandles.lookup());
  }
}
