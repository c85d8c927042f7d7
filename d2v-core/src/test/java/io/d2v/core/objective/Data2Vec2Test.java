package io.d2v.core.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Encoder.TeacherRule;
import io.d2v.api.Mask;
import io.d2v.api.UserError;
import io.d2v.api.backend.Program;
import io.d2v.api.graph.Scope;
import io.d2v.api.graph.Shape;
import io.d2v.api.graph.Tensor;
import io.d2v.api.graph.TensorType;
import io.d2v.core.plugins.Plugins;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.train.Method;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class Data2Vec2Test {
  private static final Plugins PLUGINS = Plugins.discover();
  private static final Tensor KEY = Tensor.input("key", TensorType.int32(2));

  @Test
  void anObjectiveThatIsNotThereIsAnErrorThatNamesThoseThatAre() {
    assertThatThrownBy(() -> method("vision", "v2-vision-tiny", "objective.name=data2vec3"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no objective 'data2vec3'")
        .hasMessageContaining("'data2vec' from ")
        .hasMessageContaining("data2vec2, which is no plugin, is there as well");
  }

  @Test
  void textMustBeMaskedAfterItWasEmbedded() {
    assertThatThrownBy(() -> method("text", "v2-text-tiny", "encoder.mask_at=input"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("encoder.mask_at: tokens");
  }

  @Test
  void aBiasOfAllTokensIsRefused() {
    Method method = method("vision", "v2-vision-tiny", "encoder.relative_bias=shared");
    assertThatThrownBy(() -> method.objective().apply(2, 10, KEY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("encoder.relative_bias: none");
  }

  @Test
  void tokensFallIntoTheDecodersGroups() {
    assertThatThrownBy(
            () ->
                method(
                    "vision",
                    "v2-vision-tiny",
                    "objective.decoder.groups=64",
                    "objective.decoder.width=192",
                    "transformer.width=96"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("transformer.width 96 is no multiple of objective.decoder.groups 64");
  }

  @Test
  void aLossOfAClassTokenNeedsOne() {
    Method method = method("vision", "v2-vision-tiny", "encoder.class_token=false");
    assertThatThrownBy(() -> method.objective().apply(2, 10, KEY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("encoder.class_token: true");
  }

  @Test
  void positionsInTheDecoderNeedFixedOnes() {
    Method method = method("text", "v2-text-tiny", "objective.decoder.positions=all");
    assertThatThrownBy(() -> method.objective().apply(2, 10, KEY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("objective.decoder.positions");
  }

  @Test
  void masksThatHideNotAsManyAreRefused() {
    BitSet two = new BitSet();
    two.set(0, 2);
    Mask mask = Mask.of(6, two);
    assertThat(VisibleBatch.Split.of(mask, 5, 3).hidden()).containsExactly(0, 1, 5);
    assertThatThrownBy(() -> VisibleBatch.Split.of(mask, 6, 3))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("even-blocks");
    assertThatThrownBy(() -> VisibleBatch.Split.of(mask, 6, 1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("even-blocks");
  }

  @Test
  void aMaskerThatHidesAllIsRefused() {
    Objective objective = method("vision", "v2-vision-tiny").objective();
    assertThatThrownBy(() -> objective.apply(2, objective.encoder().grid().tokens(), KEY))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("masker");
  }

  @Test
  void theTeacherOfSoundHasPositionsOfItsOwnAndTheStudentsFeatures() {
    Objective objective = method("audio", "v2-speech-tiny").objective();
    assertThat(objective.rule("encoder.project.weight")).isEqualTo(TeacherRule.SHARE);
    assertThat(objective.rule("encoder.positions.0.weight_v")).isEqualTo(TeacherRule.AVERAGE);
    assertThat(objective.rule("encoder.alibi_scale")).isEqualTo(TeacherRule.AVERAGE);
    assertThat(objective.rule("transformer.blocks.0.norm1.weight")).isEqualTo(TeacherRule.AVERAGE);
  }

  @Test
  void theDecayRisesToItsEnd() {
    Objective objective = method("vision", "v2-vision-tiny", "objective.ema_steps=600").objective();
    assertThat(objective.decay(300)).isCloseTo((0.99 + 0.999) / 2, within(1e-12));
    assertThat(objective.decay(10_000)).isEqualTo(0.999);
  }

  @Test
  void whatFineTuningMasksIsNoiseAndZerosWhereNothingIsLearned() {
    Objective objective = method("audio", "v2-speech-tiny", "objective.noise=0.5").objective();
    int tokens = 4_000;
    Tensor ones = Tensor.filled(1, Shape.of(1, tokens, 1));
    Tensor mask = Tensor.filled(1, Shape.of(1, tokens, 1)).equalTo(Tensor.constant(1));
    Scope scope = Scope.of("student");
    List<double[]> masked =
        new ReferenceBackend()
            .run(
                Program.of(
                    "masked",
                    List.of(
                        objective.masked(scope.training(KEY), ones, mask),
                        objective.masked(scope, ones, mask))),
                Map.of("key", new double[] {3, 4}));
    double square = Arrays.stream(masked.get(0)).map(x -> x * x).average().orElseThrow();
    assertThat(Math.sqrt(square)).isCloseTo(0.5, within(0.03));
    assertThat(masked.get(1)).containsOnly(0);
  }

  @Test
  void noiseIsNormallyDistributed() {
    int count = 40_000;
    Tensor noise = Scope.of("student").training(KEY).normal("noise", count);
    double[] drawn =
        new ReferenceBackend()
            .run(Program.of("noise", List.of(noise)), Map.of("key", new double[] {3, 4}))
            .get(0);
    assertThat(Arrays.stream(drawn).average().orElseThrow()).isCloseTo(0, within(0.02));
    for (int power = 2; power <= 4; power += 2) {
      int of = power;
      double moment = Arrays.stream(drawn).map(x -> Math.pow(x, of)).average().orElseThrow();
      assertThat(moment).isCloseTo(power == 2 ? 1 : 3, within(power == 2 ? 0.03 : 0.25));
    }
    Arrays.sort(drawn);
    double[] quantiles = {-1.2815516, -0.5244005, 0, 0.5244005, 1.2815516};
    double[] shares = {0.1, 0.3, 0.5, 0.7, 0.9};
    for (int i = 0; i < shares.length; i++) {
      assertThat(drawn[(int) (shares[i] * count)]).isCloseTo(quantiles[i], within(0.04));
    }
  }

  private static Method method(String modality, String name, String... overrides) {
    String text = Objects.requireNonNull(PLUGINS.modality(modality).recipes().get(name));
    Recipe recipe = RecipeReader.parse(name, text, List.of(overrides));
    return Method.of(recipe, PLUGINS);
  }
}
