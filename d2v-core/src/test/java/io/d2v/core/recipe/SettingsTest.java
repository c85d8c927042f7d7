package io.d2v.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import io.d2v.api.UserError;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  enum Norm {
    LAYER,
    PER_INSTANCE
  }

  record Crop(@Default("0.08") double smallest, boolean flip) {}

  record Patches(
      int patch,
      @Default("1e-5") double epsilon,
      Optional<Long> steps,
      @Default("[0.5, 0.25]") List<Double> mean,
      @Default("per-instance") Norm norm,
      @Default("{flip: true}") Crop crop) {
    Patches {
      if (patch < 1) {
        throw new IllegalArgumentException("patch is at least 1, not " + patch);
      }
    }
  }

  record Outer(Settings inner, Optional<Crop> crop) {}

  @Test
  void aSectionBecomesARecordWithItsDefaults() {
    assertThat(bind("patch: 16"))
        .isEqualTo(
            new Patches(
                16,
                1e-5,
                Optional.empty(),
                List.of(0.5, 0.25),
                Norm.PER_INSTANCE,
                new Crop(0.08, true)));
  }

  @Test
  void everyKeyCanBeGiven() {
    assertThat(
            bind(
                """
                patch: 8
                epsilon: .5e-3
                steps: 1e6
                mean: [1, 2.5]
                norm: layer
                crop:
                  smallest: 1
                  flip: false
                """))
        .isEqualTo(
            new Patches(
                8,
                .0005,
                Optional.of(1_000_000L),
                List.of(1.0, 2.5),
                Norm.LAYER,
                new Crop(1, false)));
  }

  @Test
  void nullIsAsIfLeftOut() {
    assertThat(bind("{patch: 1, steps: null, epsilon: }")).isEqualTo(bind("patch: 1"));
  }

  @Test
  void anUnknownKeyIsAnErrorThatNamesTheNearest() {
    assertThatThrownBy(() -> bind("epsilon: 1\npacth: 4\npatch: 4"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "unknown setting 'pacth' in section encoder (encoder:2); did you mean 'patch'? "
                + "known: [patch, epsilon, steps, mean, norm, crop]");
  }

  @Test
  void allErrorsAreReportedTogether() {
    assertThatThrownBy(() -> bind("epsilon: often\nnorm: lair\nfoo: 1\ncrop: {flip: 2}"))
        .hasMessageContainingAll(
            "unknown setting 'foo'",
            "missing setting 'patch' in section encoder (encoder:1): a whole number",
            "setting 'encoder.epsilon' (encoder:1) is often, but should be a number",
            "setting 'encoder.norm' (encoder:2) is lair, but should be one of [layer,"
                + " per_instance]",
            "setting 'encoder.crop.flip' (encoder:4) is 2, but should be true or false");
  }

  @Test
  void aRefusalOfTheRecordIsAnErrorOfItsSection() {
    assertThatThrownBy(() -> bind("patch: 0"))
        .isInstanceOf(UserError.class)
        .hasMessage("section encoder (encoder:1): patch is at least 1, not 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "patch: 1.5 | should be a whole number",
        "patch: 3000000000 | should be a whole number",
        "patch: 1e99 | should be a whole number",
        "patch: "
            + "0000000000000000000000000000000000000000000000000000000000000000000000000000000000"
            + "0000000000000000001 | should be a whole number",
        "patch: [1] | should be a whole number",
        "epsilon: NaN | should be a number",
        "epsilon: 1e999 | should be a number",
        "mean: 0.5 | should be a list, each a number",
        "mean: [a] | should be a number",
        "crop: 3 | should be a section",
        "patch: 1\\npatch: 2 | encoder:2: 'patch' appears twice",
        "patch: !!int 4 | YAML tags are not used",
        "patch: *a | YAML aliases are not used",
        "patch: [ | not valid YAML",
        "'{patch: 1' | expected",
        "--- 1\\n--- 2 | a second document",
        "just text | this is not a recipe but"
      })
  void whatIsNotMeantIsRefused(String yaml, String why) {
    assertThatThrownBy(() -> bind(yaml.replace("\\n", "\n")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(why);
  }

  @Test
  void deepNestingAndLongTextAreRefused() {
    assertThatThrownBy(() -> bind("mean: " + "[".repeat(40) + "]".repeat(40)))
        .hasMessageContaining("nested");
    assertThatThrownBy(() -> bind("# " + "x".repeat(1 << 20))).hasMessageContaining("1048576");
  }

  @Test
  void aSectionCanBeBoundLater() {
    Outer outer =
        RecipeReader.section("outer", "inner: {patch: 4}").as(Outer.class, MethodHandles.lookup());

    assertThat(outer.crop()).isEmpty();
    assertThat(outer.inner().as(Patches.class, MethodHandles.lookup()).patch()).isEqualTo(4);
  }

  private static Patches bind(String yaml) {
    return RecipeReader.section("encoder", yaml).as(Patches.class, MethodHandles.lookup());
  }
}
