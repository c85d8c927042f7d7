package io.d2v.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FlatSettingsTest {
  private final FlatSettings settings =
      new FlatSettings(
          Map.of(
              "transformer.width", "16",
              "encoder.kernels", "[10, 3, 3]",
              "encoder.mean", "[0.5,1e-3]",
              "transformer.norm", "pre"));

  @Test
  void valuesAreReadAsARecipeWritesThem() {
    assertThat(settings.integer("transformer.width")).isEqualTo(16);
    assertThat(settings.integers("encoder.kernels")).containsExactly(10, 3, 3);
    assertThat(settings.numbers("encoder.mean")).containsExactly(0.5, 1e-3);
    assertThat(settings.is("transformer.norm", "pre")).isTrue();
    assertThat(settings.is("transformer.scale", "1")).isFalse();
  }

  @Test
  void whatCannotBeStoredIsRefusedByItsSetting() {
    settings.require("the layout", "transformer.norm", "pre");
    assertThatThrownBy(() -> settings.require("the layout", "transformer.norm", "post"))
        .isInstanceOf(UserError.class)
        .hasMessage("the layout is transformer.norm: post; the model is pre");
  }
}
