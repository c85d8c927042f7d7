package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.core.recipe.Recipe;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.core.run.Checkpoint;
import io.d2v.core.run.MetricsLog;
import io.d2v.core.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuationTest {
  private static final int STEPS = 9;

  @TempDir Path temp;

  /** Updates are six of twenty samples, so most of these stops are in the middle of an epoch. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void aRunThatStopsAfterEveryUpdateEndsWithTheSameBits(int threads) throws Exception {
    TinyRun whole = new TinyRun(temp.resolve("whole"));
    whole.run(STEPS, TinyRun.recipe());
    TinyRun parts = new TinyRun(temp.resolve("parts"));
    for (int step = 1; step <= STEPS; step++) {
      Recipe recipe = TinyRun.recipe("training.loader_threads=" + threads);
      assertThat(parts.run(1, recipe)).isEqualTo(step);
    }

    assertThat(parts.folder().metrics()).hasSameBinaryContentAs(whole.folder().metrics());
    for (String file :
        List.of("student.safetensors", "teacher.safetensors", "optimizer.safetensors")) {
      assertThat(last(parts).resolve(file)).hasSameBinaryContentAs(last(whole).resolve(file));
    }
  }

  @Test
  void itIsSaidWhereTheRunGoesOn() throws Exception {
    List<Path> from = new ArrayList<>();
    TinyRun run =
        new TinyRun(temp.resolve("run"))
            .with(
                new Progress() {
                  @Override
                  public void resumed(Path checkpoint) {
                    from.add(checkpoint);
                  }
                });
    run.run(5, TinyRun.recipe());
    assertThat(from).isEmpty();
    run.run(STEPS, TinyRun.recipe());
    assertThat(from).containsExactly(run.path().resolve("checkpoints/step-5"));
  }

  @Test
  void aDamagedCheckpointIsPassedOverAndMadeAgain() throws Exception {
    TinyRun whole = new TinyRun(temp.resolve("whole"));
    whole.run(STEPS, TinyRun.recipe());
    TinyRun run = new TinyRun(temp.resolve("run"));
    run.run(8, TinyRun.recipe());
    Path damaged = run.path().resolve("checkpoints/step-8/student.safetensors");
    Files.writeString(damaged, "rot");

    run.run(STEPS, TinyRun.recipe());

    assertThat(run.folder().metrics()).hasSameBinaryContentAs(whole.folder().metrics());
    assertThat(Checkpoint.load(damaged.getParent()).state().step()).isEqualTo(8);
  }

  @Test
  void aRunOfWhichNoCheckpointIsWholeIsNotBegunAnew() throws Exception {
    TinyRun run = new TinyRun(temp.resolve("run"));
    run.run(1, TinyRun.recipe());
    byte[] metrics = Files.readAllBytes(run.folder().metrics());
    Files.delete(run.path().resolve("checkpoints/step-1/MANIFEST.sha256"));

    assertThatThrownBy(() -> run.run(1, TinyRun.recipe()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("none of its 1 checkpoints is whole");
    assertThat(run.folder().metrics()).hasBinaryContent(metrics);
  }

  @Test
  void whatMustBeNewIsRefusedWhereARunIs() throws Exception {
    TinyRun run = new TinyRun(temp.resolve("run")).with(EarlierRun.NONE);
    run.run(2, TinyRun.recipe());

    assertThatThrownBy(() -> run.run(2, TinyRun.recipe()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds a run already, up to step 2, and nothing is overwritten");
  }

  @Test
  void aChangedRecipeGoesOnWhereThatIsAllowed() throws Exception {
    TinyRun run = new TinyRun(temp.resolve("run"));
    run.run(2, TinyRun.recipe());
    Recipe changed = TinyRun.recipe("optimizer.learning_rate=0.5", "training.steps=3");
    assertThatThrownBy(() -> run.run(1, changed))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("optimizer.learning_rate: 0.01 -> 0.5")
        .hasMessageContaining("training.steps: 9 -> 3")
        .hasMessageContaining("--allow-change");

    run.with(EarlierRun.ANY_RECIPE).run(1, changed);

    assertThat(run.folder().recipe()).content().contains("learning_rate: 0.5");
    assertThat(recipeAt(run, 2)).contains("learning_rate: 0.01");
    assertThat(recipeAt(run, 3)).contains("learning_rate: 0.5");
    assertThat(run.run(1, changed)).isEqualTo(3);
  }

  @Test
  void aChangeThatTheWeightsDoNotFitLeavesTheRunAsItIs() throws Exception {
    TinyRun run = new TinyRun(temp.resolve("run"));
    run.run(2, TinyRun.recipe());

    assertThatThrownBy(
            () -> run.with(EarlierRun.ANY_RECIPE).run(1, TinyRun.recipe("transformer.width=16")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not fit the recipe's model");
    assertThat(run.run(1, TinyRun.recipe())).isEqualTo(3);
  }

  /** The folder was written by d2v of 28 November 2026, which knew schema 1 alone. */
  @Test
  void aRunOfSchema1GoesOn() throws Exception {
    TinyRun run = old();
    List<MetricsLog.Entry> before = MetricsLog.read(run.folder().metrics());
    assertThat(before).hasSize(4);

    assertThat(run.run(STEPS, RecipeReader.read(run.folder().recipe(), List.of()))).isEqualTo(7);

    assertThat(MetricsLog.read(run.folder().metrics()))
        .hasSize(7)
        .startsWith(before.toArray(MetricsLog.Entry[]::new));
    assertThat(recipeAt(run, 7)).contains("name: vision-tiny");
  }

  @Test
  void settingsThatWereNotThereYetHaveTheirDefaults() throws Exception {
    TinyRun run = old();
    Path file = run.folder().recipe();
    Recipe now = RecipeReader.read(file, List.of());
    String older = Files.readString(file);
    for (String setting :
        List.of("damaged: 0.001", "loader_threads: 2", "parallel_operations: 2", "decay: all")) {
      assertThat(older).contains("  " + setting + "\n");
      older = older.replace("  " + setting + "\n", "");
    }
    Files.writeString(file, older);

    assertThat(run.run(1, now)).isEqualTo(5);
    assertThat(file).content().contains("damaged: 0.001", "loader_threads: 2");
  }

  private TinyRun old() throws Exception {
    Path folder = temp.resolve("old");
    copy(Path.of(ContinuationTest.class.getResource("schema-1").toURI()), folder);
    return new TinyRun(folder);
  }

  private static String recipeAt(TinyRun run, int step) throws IOException {
    return Checkpoint.loadRecipe(run.path().resolve("checkpoints/step-" + step));
  }

  private static Path last(TinyRun run) throws IOException {
    return RunFolder.checkpoint(run.path());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }
}
