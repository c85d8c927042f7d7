package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointsTest {
  @TempDir Path temp;
  private RunFolder run = new RunFolder(Path.of(""));

  @BeforeEach
  void begin() throws IOException {
    run = RunFolder.create(temp.resolve("run"));
    run.writeRecipe("name: tiny\n");
  }

  @Test
  void whatIsSavedIsLoaded() throws IOException {
    Path folder = run.checkpoints().save(checkpoint(7), Keep.newest(2));

    Checkpoint loaded = Checkpoint.load(folder);
    assertThat(folder).isEqualTo(run.path().resolve("checkpoints/step-7"));
    assertThat(loaded.state()).isEqualTo(new RunState(7, 42, Map.of("samples", "448")));
    assertThat(loaded.student().get("w").floats()).containsExactly(7, 1);
    assertThat(loaded.teacher().get("w").floats()).containsExactly(7, 2);
    assertThat(loaded.optimizer().get("w.mean").floats()).containsExactly(7, 3);
    assertThat(Checkpoint.loadStudent(folder)).containsOnlyKeys("w");
  }

  @Test
  void theNewestAreKept() throws IOException {
    for (long step : new long[] {8, 9, 10, 11}) {
      run.checkpoints().save(checkpoint(step), Keep.newest(2));
    }
    assertThat(steps()).containsExactly(11L, 10L);
    assertThat(run.checkpoints().newest()).hasValue(run.path().resolve("checkpoints/step-11"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "student.safetensors",
        "optimizer.safetensors",
        "recipe.yaml",
        "state.json",
        "MANIFEST.sha256"
      })
  void aDamagedCheckpointDoesNotExist(String file) throws IOException {
    run.checkpoints().save(checkpoint(1), Keep.newest(2));
    Path damaged = run.checkpoints().save(checkpoint(2), Keep.newest(2)).resolve(file);
    byte[] content = Files.readAllBytes(damaged);
    content[content.length / 2] ^= 1;
    Files.write(damaged, content);

    assertThat(RunFolder.checkpoint(run.path()).getFileName()).hasToString("step-1");
    assertThatThrownBy(() -> Checkpoint.load(damaged.getParent()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("step-2 is not a whole checkpoint");
  }

  @Test
  void aCheckpointWithoutOneOfItsFilesDoesNotExist() throws IOException {
    Path folder = run.checkpoints().save(checkpoint(2), Keep.newest(2));
    Files.delete(folder.resolve("teacher.safetensors"));

    assertThatThrownBy(() -> RunFolder.checkpoint(run.path()))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no whole checkpoint");
  }

  @Test
  void whatAnInterruptedSaveLeftIsIgnoredAndRemoved() throws IOException {
    Path left = run.path().resolve("checkpoints/.partial-step-5");
    Files.createDirectories(left);
    Files.writeString(left.resolve("student.safetensors"), "half");

    assertThat(run.checkpoints().newest()).isEmpty();
    run.checkpoints().save(checkpoint(6), Keep.newest(2));
    assertThat(left).doesNotExist();
  }

  @Test
  void aFailedSaveTouchesNoEarlierCheckpoint() throws IOException {
    run.checkpoints().save(checkpoint(1), Keep.newest(1));
    Checkpoint impossible =
        new Checkpoint(
            new RunState(2, 42, Map.of()),
            "name: tiny\n",
            Map.of("__metadata__", Array.scalar(1f)),
            Map.of(),
            Map.of());

    assertThatThrownBy(() -> run.checkpoints().save(impossible, Keep.newest(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(run.checkpoints().newest()).hasValue(run.path().resolve("checkpoints/step-1"));
    assertThat(run.path().resolve("checkpoints")).isDirectoryNotContaining("glob:**partial*");
  }

  @Test
  void checkpointsOfCertainStepsAreKeptForEver() throws IOException {
    for (long step : new long[] {2, 3, 4, 5, 6, 7, 8, 9}) {
      run.checkpoints().save(checkpoint(step), new Keep(2, Optional.of(4L)));
    }
    assertThat(steps()).containsExactly(9L, 8L, 4L);
  }

  @Test
  void aCheckpointThatOnlyLackedItsNameGetsIt() throws IOException {
    Path whole = run.checkpoints().save(checkpoint(5), Keep.newest(2));
    Path left = whole.resolveSibling(".partial-step-5");
    Files.move(whole, left);

    run.checkpoints().tidy();

    assertThat(left).doesNotExist();
    assertThat(run.checkpoints().newest()).hasValue(whole);
  }

  @Test
  void whatWasMovedAwayToBeDeletedIsDeleted() throws IOException {
    Path whole = run.checkpoints().save(checkpoint(5), Keep.newest(2));
    Path left = whole.resolveSibling(".deleted-step-5");
    Files.move(whole, left);

    run.checkpoints().tidy();

    assertThat(left).doesNotExist();
    assertThat(run.checkpoints().newest()).isEmpty();
  }

  @Test
  void anotherCheckpointOfTheSameStepReplacesIt() throws IOException {
    Path folder = run.checkpoints().save(checkpoint(3), Keep.newest(1));
    Checkpoint other =
        new Checkpoint(
            new RunState(3, 42, Map.of()), "name: other\n", Map.of(), Map.of(), Map.of());

    run.checkpoints().save(other, Keep.newest(1));

    assertThat(Checkpoint.load(folder).recipe()).isEqualTo("name: other\n");
    assertThat(folder.getParent()).isDirectoryNotContaining("glob:**/.*");
  }

  @Test
  void aStepSavedAgainReplacesItself() throws IOException {
    run.checkpoints().save(checkpoint(3), Keep.newest(2));
    run.checkpoints().save(checkpoint(3), Keep.newest(2));

    assertThat(run.checkpoints().newestFirst()).hasSize(1);
  }

  @Test
  void aDamagedCheckpointIsMendedByItsStepSavedAgain() throws IOException {
    Path folder = run.checkpoints().save(checkpoint(3), Keep.newest(1));
    Files.writeString(folder.resolve("state.json"), "{}");
    run.checkpoints().save(checkpoint(3), Keep.newest(1));

    assertThat(Checkpoint.load(folder).state().step()).isEqualTo(3);
  }

  @Test
  void aRunIsFoundFromItsFolderOrItsCheckpoint() throws IOException {
    Path checkpoint = run.checkpoints().save(checkpoint(1), Keep.newest(1));

    assertThat(RunFolder.of(checkpoint).recipe()).isEqualTo(RunFolder.of(run.path()).recipe());
    assertThat(RunFolder.checkpoint(checkpoint)).isEqualTo(checkpoint);
    assertThatThrownBy(() -> RunFolder.of(temp.resolve("elsewhere")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("neither the folder of a run");
  }

  @Test
  void aRunDoesNotBeginAmongOtherFiles() throws IOException {
    Files.writeString(temp.resolve("thesis.txt"), "mine");

    assertThatThrownBy(() -> RunFolder.create(temp))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has files, but none of a run");
    assertThatThrownBy(() -> RunFolder.create(temp.resolve("thesis.txt")))
        .hasMessageContaining("is a file");
    assertThat(RunFolder.create(run.path()).exists()).isTrue();
  }

  @Test
  void aRunBeginsWhereOneWasKilledBeforeItsRecipeWasWritten() throws IOException {
    RunFolder killed = RunFolder.create(temp.resolve("killed"));
    Files.createFile(killed.lock());
    Files.writeString(killed.provenance(), "{}");
    Files.writeString(killed.path().resolve(".recipe.yaml.partial"), "na");

    assertThat(RunFolder.create(killed.path()).exists()).isFalse();
  }

  @Test
  void aNewRunOverwritesNoOther() throws IOException {
    run.checkpoints().save(checkpoint(8), Keep.newest(1));

    assertThatThrownBy(run::requireNew)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds a run already, up to step 8");
    RunFolder.create(temp.resolve("new")).requireNew();
  }

  @Test
  void theRecordSaysWhereEverythingCameFrom() throws IOException {
    Path data = Files.createDirectories(temp.resolve("data"));
    Files.writeString(data.resolve("a.png"), "12345");
    Provenance.Source source = Provenance.Source.of(data, 1);
    run.writeProvenance(
        new Provenance(
            "CPU",
            "name: tiny",
            source,
            List.of(new Provenance.Part("masker", "block", "a.B", "a", "1", "a.jar"))));
    Files.writeString(data.resolve("a.png"), "123456");

    assertThat(Files.readString(run.provenance()))
        .contains("\"d2v\"", "\"java\"", "\"processors\"", "\"recipe_sha256\"", "a.jar")
        .contains(source.hash());
    assertThat(Provenance.Source.of(data, 1).hash()).isNotEqualTo(source.hash());
  }

  private List<Long> steps() throws IOException {
    return run.checkpoints().newestFirst().stream().map(Checkpoints::step).toList();
  }

  private static Checkpoint checkpoint(long step) {
    return new Checkpoint(
        new RunState(step, 42, Map.of("samples", Long.toString(64 * step))),
        "name: tiny\n",
        Map.of("w", Array.of(Shape.of(2), (float) step, 1f)),
        Map.of("w", Array.of(Shape.of(2), (float) step, 2f)),
        Map.of("w.mean", Array.of(Shape.of(2), (float) step, 3f)));
  }
}
