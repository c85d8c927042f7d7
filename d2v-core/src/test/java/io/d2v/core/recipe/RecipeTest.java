package io.d2v.core.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Default;
import io.d2v.api.UserError;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeTest {
  private static final String TINY =
      """
      # what a comment says is lost, what a setting says is not
      name: tiny
      modality: vision
      masker:
        name: block
        ratio: 0.60
      training:
        steps: 1_00
        note: "a: #b"
      """
          .replace("1_00", "100");

  record Training(long steps, @Default("1e-3") double rate, @Default("x") String note) {}

  record Masking(double ratio) {}

  /** SnakeYAML reads by 1,024 and some. */
  @Test
  void aCharacterOfTwoHalvesMayStandAnywhere() {
    for (int before = 1_000; before < 1_050; before++) {
      String text = "modality: text\nname: " + "x".repeat(before) + "\ud83d\ude00\n";

      assertThat(RecipeReader.parse("r", text, List.of()).toYaml()).contains("\ud83d\ude00");
    }
  }

  @Test
  void aRecipeHasANameAModalityASeedAndSections() {
    Recipe recipe = read();

    assertThat(recipe.name()).isEqualTo("tiny");
    assertThat(recipe.modality()).isEqualTo("vision");
    assertThat(recipe.seed()).isEqualTo(1);
    assertThat(recipe.part("masker")).contains("block");
    assertThat(recipe.part("targets")).isEmpty();
    assertThat(bindAll(recipe)).isEqualTo(new Training(100, 1e-3, "a: #b"));
  }

  @Test
  void overridesWinTheLastOneMost() {
    Recipe recipe =
        read("training.steps=5", "training.steps=7", "training.rate=0.5", "masker.name=random");

    assertThat(bindAll(recipe)).isEqualTo(new Training(7, 0.5, "a: #b"));
    assertThat(recipe.part("masker")).contains("random");
  }

  @Test
  void anOverrideOfAnUnknownKeyIsAnError() {
    assertThatThrownBy(() -> bindAll(read("training.step=5")))
        .hasMessageContaining(
            "unknown setting 'step' in section training (--set training.step=5);"
                + " did you mean 'steps'?");
    assertThatThrownBy(() -> read("trainin.steps=5"))
        .hasMessageContaining("did you mean 'training'?");
    assertThatThrownBy(() -> read("name.steps=5"))
        .hasMessageContaining("name is a value, not a section");
    assertThatThrownBy(() -> read("steps"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("write it as section.key=value");
  }

  @Test
  void aScheduleIsAPartThatItsKindNames() {
    assertThat(read("schedule.kind=tri_stage").part("schedule")).contains("tri-stage");
    assertThat(read("schedule.kind=somebodys-own").part("schedule")).contains("somebodys-own");
    Recipe silent = read();
    assertThat(silent.part("schedule")).contains("cosine");
    assertThat(silent.toYaml()).doesNotContain("schedule");

    silent.section("schedule").as(Nothing.class, MethodHandles.lookup());

    assertThat(silent.toYaml()).contains("schedule:\n  kind: cosine\n");
  }

  private record Nothing() {}

  @Test
  void whatIsWrittenIsTheSameRecipe() {
    Recipe recipe = read();
    bindAll(recipe);

    Recipe again = RecipeReader.parse("again", recipe.toYaml(), List.of());

    assertThat(recipe.toYaml())
        .isEqualTo(
            """
            name: tiny
            modality: vision
            seed: 1
            masker:
              name: block
              ratio: 0.6
            training:
              steps: 100
              rate: 0.001
              note: "a: #b"
            """);
    assertThat(again).isEqualTo(recipe);
    assertThat(bindAll(again)).isEqualTo(new Training(100, 1e-3, "a: #b"));
    assertThat(again.toYaml()).isEqualTo(recipe.toYaml());
  }

  @Test
  void differencesAreListedBySetting() {
    Recipe before = read();
    Recipe after = read("training.steps=200", "seed=3", "masker.ratio=6e-1");
    bindAll(before);
    bindAll(after);

    assertThat(before.differences(after))
        .containsExactly("seed: 1 -> 3", "training.steps: 100 -> 200");
    assertThat(before.differences(before)).isEmpty();
  }

  @Test
  void aSettingThatWasNotThereYetHasItsDefault() {
    Recipe now = read();
    bindAll(now);
    String written = now.toYaml();
    assertThat(written).contains("  rate: 0.001\n");
    Recipe before = RecipeReader.parse("before", written.replace("  rate: 0.001\n", ""), List.of());
    assertThat(before.differences(now)).containsExactly("training.rate: (left out) -> 0.001");

    before.bindLike(now);

    assertThat(before.differences(now)).isEmpty();
  }

  @Test
  void aSettingWithAnotherDefaultThanItHadIsADifference() {
    Recipe now = read();
    bindAll(now);
    Recipe before = RecipeReader.parse("before", now.toYaml().replace("0.001", "0.002"), List.of());

    before.bindLike(now);

    assertThat(before.differences(now)).containsExactly("training.rate: 0.002 -> 0.001");
  }

  @Test
  void aSettingThatIsNoLongerThereIsADifference() {
    Recipe now = read();
    bindAll(now);
    Recipe before =
        RecipeReader.parse(
            "before", now.toYaml().replace("  rate: 0.001\n", "  ratio: 5\n"), List.of());

    before.bindLike(now);

    assertThat(before.differences(now))
        .containsExactly("training.rate: (left out) -> 0.001", "training.ratio: 5 -> (left out)");
  }

  @Test
  void aSettingThatNobodyReadIsAnError() {
    Recipe recipe = read("encoder.patch=4");
    bindAll(recipe);

    assertThatThrownBy(recipe::requireAllRead)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("unread setting 'patch' in section encoder (--set encoder.patch=4)");
    Recipe complete = read();
    bindAll(complete);
    complete.requireAllRead();
  }

  @Test
  void awkwardTextSurvives() {
    for (String text :
        List.of("null", "~", "", "- a", "true", "007", "a\nb", "\"q\" 'p'", "ü 日本", "-1", "[x]")) {
      Recipe recipe = read();
      String yaml =
          recipe.toYaml().replace("\"a: #b\"", YamlWriter.flow(new Node.Scalar(text, "")));
      assertThat(bindAll(RecipeReader.parse("again", yaml, List.of())).note()).isEqualTo(text);
    }
  }

  @Test
  void aRecipeIsReadFromItsFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("recipe.yaml"), TINY + "sed: 3\n");

    assertThatThrownBy(() -> RecipeReader.read(file, List.of()))
        .hasMessageContaining("unknown setting 'sed' in the recipe (" + file + ":10)")
        .hasMessageContaining("did you mean 'seed'?");
    assertThatThrownBy(() -> RecipeReader.read(folder.resolve("none.yaml"), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no such recipe");
  }

  @Test
  void aFileThatIsTooLargeForARecipeIsNotRead(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("large.yaml"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> RecipeReader.read(file, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("large.yaml: has more than 1 MiB");
  }

  @Test
  void textThatIsTooLargeForARecipeIsNotRead() {
    assertThatThrownBy(() -> RecipeReader.parse("x.yaml", " ".repeat((1 << 20) + 1), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("1048576 are allowed");
  }

  @Test
  void aCharacterThatEndsTextsInOtherSystemsIsRefused() {
    assertThatThrownBy(() -> read("training.note=\"a\\0b\""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds the character 0");
  }

  private static Recipe read(String... overrides) {
    return RecipeReader.parse("tiny.yaml", TINY, List.of(overrides));
  }

  private static Training bindAll(Recipe recipe) {
    recipe.section("masker").as(Masking.class, MethodHandles.lookup());
    return recipe.section("training").as(Training.class, MethodHandles.lookup());
  }
}
