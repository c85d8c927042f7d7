package io.d2v.core.finetune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Pace;
import java.lang.invoke.MethodHandles;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LayerRatesTest {
  /** BEiT's {@code LayerDecayValueAssigner} for 12 blocks: 0.65 to the power of 13 - layer. */
  @Test
  void ratesDecayWithDepthAsBeits() {
    LayerRates rates = rates("{layer_decay: 0.65, full_rate: [encoder.rel_pos_bias]}", 12);

    assertThat(rates.all("task.out.weight").share()).isEqualTo(1);
    assertThat(rates.all("transformer.norm.bias").share()).isEqualTo(1);
    assertThat(rates.all("encoder.rel_pos_bias.table").share()).isEqualTo(1);
    assertThat(rates.all("transformer.blocks.11.mlp.up.bias").share()).isCloseTo(0.65, close());
    assertThat(rates.all("transformer.blocks.0.norm1.bias").share())
        .isCloseTo(Math.pow(0.65, 12), close());
    assertThat(rates.all("encoder.patch_embed.bias").share())
        .isCloseTo(Math.pow(0.65, 13), close());
    assertThat(rates.all("mask_token").share()).isCloseTo(Math.pow(0.65, 13), close());
  }

  @Test
  void atFirstTheHeadAloneIsTrainedAndTheRestIsYounger() {
    LayerRates rates = rates("{head_steps: 10, frozen: [encoder.features.]}", 2);

    assertThat(rates.head("task.out.weight")).isEqualTo(Pace.FULL);
    assertThat(rates.head("transformer.norm.bias")).isEqualTo(Pace.NONE);
    assertThat(rates.all("transformer.norm.bias")).isEqualTo(new Pace(1, true));
    assertThat(rates.all("task.out.weight")).isEqualTo(Pace.FULL);
    assertThat(rates.all("encoder.features.0.weight")).isEqualTo(Pace.NONE);
  }

  private static Offset<Double> close() {
    return within(1e-15);
  }

  private static LayerRates rates(String settings, int layers) {
    return new LayerRates(
        RecipeReader.section("finetune", settings)
            .as(FineTuningSettings.class, MethodHandles.lookup()),
        layers);
  }
}
