package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckpointCommandTest {
  private static final int STEPS = 4;

  @TempDir Path temp;
  private Path run = Path.of("");
  private TinyPretraining tiny = new TinyPretraining(run, 0);

  @BeforeEach
  void train() throws IOException {
    tiny = TinyPretraining.of(temp, STEPS);
    run = temp.resolve("run");
    Command trained = Command.d2v(tiny.words(run, "--set", "training.keep_checkpoints=9"));
    assertThat(trained.code()).as(trained.err()).isZero();
  }

  @Test
  void aListHasEachCheckpointNewestFirst() {
    Command list = Command.d2v("checkpoint", "list", run);

    assertThat(list.code()).as(list.err()).isZero();
    assertThat(list.out().lines())
        .hasSize(STEPS)
        .first()
        .asString()
        .startsWith("4 ")
        .contains(" kB ")
        .endsWith("/checkpoints/step-4");
  }

  @Test
  void aListForPrograms() {
    Command list = Command.d2v("checkpoint", "list", run, "--json");

    assertThat(list.out().lines())
        .first()
        .asString()
        .matches("\\{\"step\":4,\"folder\":\".*step-4\",\"bytes\":\\d+,\"written\":\"20.*Z\"}");
  }

  @Test
  void whatIsWholeIsSaidToBe() {
    Command verify = Command.d2v("checkpoint", "verify", run);

    assertThat(verify.code()).as(verify.err()).isZero();
    assertThat(verify.out().lines()).hasSize(STEPS).allMatch(line -> line.startsWith("whole "));
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    damage(3);

    Command verify = Command.d2v("checkpoint", "verify", run);
    Command one = Command.d2v("checkpoint", "verify", run.resolve("checkpoints/step-3"), "--json");

    assertThat(verify.code()).isEqualTo(5);
    assertThat(verify.out())
        .contains("DAMAGED", "step-3 is not a whole checkpoint: teacher.safetensors")
        .contains("whole    ");
    assertThat(one.code()).isEqualTo(5);
    assertThat(one.out()).contains("\"whole\":false,\"damage\":\"", "teacher.safetensors");
  }

  @Test
  void onlyWholeOnesCountAsKept() throws IOException {
    damage(3);

    Command planned = Command.d2v("checkpoint", "prune", run, "--keep", 2, "--dry-run");
    assertThat(planned.out().lines()).hasSize(1).first().asString().endsWith("step-1");
    assertThat(steps()).containsExactly("step-1", "step-2", "step-3", "step-4");

    Command prune = Command.d2v("checkpoint", "prune", run, "--keep", 2);
    assertThat(prune.code()).as(prune.err()).isZero();
    assertThat(steps()).containsExactly("step-2", "step-3", "step-4");
  }

  @Test
  void multiplesMayStay() throws IOException {
    Command prune = Command.d2v("checkpoint", "prune", run, "--keep", 1, "--keep-every", 2);

    assertThat(prune.code()).as(prune.err()).isZero();
    assertThat(steps()).containsExactly("step-2", "step-4");
  }

  @Test
  void nothingGoesWhereNoneIsWhole() throws IOException {
    for (int step = 1; step <= STEPS; step++) {
      damage(step);
    }
    Command prune = Command.d2v("checkpoint", "prune", run, "--keep", 1);

    assertThat(prune.code()).isEqualTo(5);
    assertThat(prune.err()).contains("there is no whole checkpoint, so none goes");
    assertThat(steps()).hasSize(STEPS);
  }

  @Test
  void itIsSaidWhatCanBeDone() {
    assertThat(Command.d2v("checkpoint").err()).contains("list", "verify", "prune");
    assertThat(Command.d2v("checkpoint", "prune", run, "--keep", 0).code()).isEqualTo(2);
    assertThat(Command.d2v("checkpoint", "list", temp).code()).isEqualTo(5);
  }

  @Test
  void aNewRunDoesNotOverwriteThisOne() throws IOException {
    byte[] metrics = Files.readAllBytes(run.resolve("metrics.jsonl"));

    Command fresh = Command.d2v(tiny.words(run, "--fresh"));

    assertThat(fresh.code()).isEqualTo(5);
    assertThat(fresh.err()).contains("holds a run already, up to step 4", "name another folder");
    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(metrics);
    assertThat(Command.d2v(tiny.words(temp.resolve("new"), "--fresh")).code()).isZero();
  }

  @Test
  void aChangedRecipeIsShownAndRefusedUnlessAllowed() {
    Object[] longer =
        new TinyPretraining(tiny.data(), STEPS + 1)
            .words(run, "--set", "training.keep_checkpoints=9");

    Command refused = Command.d2v(longer);
    assertThat(refused.code()).isEqualTo(5);
    assertThat(refused.err()).contains("training.steps: 4 -> 5", "--allow-change");

    Command allowed =
        Command.d2v(
            new TinyPretraining(tiny.data(), STEPS + 1)
                .words(run, "--set", "training.keep_checkpoints=9", "--allow-change"));
    assertThat(allowed.code()).as(allowed.err()).isZero();
    assertThat(allowed.out())
        .contains("checkpoint: " + run.resolve("checkpoints/step-4"))
        .contains("going on after step 4 of 5");
  }

  @Test
  void freshAndAllowChangeExcludeEachOther() {
    assertThat(Command.d2v(tiny.words(run, "--fresh", "--allow-change")).code()).isEqualTo(2);
  }

  private void damage(int step) throws IOException {
    Files.writeString(run.resolve("checkpoints/step-" + step + "/teacher.safetensors"), "rot");
  }

  private List<String> steps() throws IOException {
    return RunComparison.names(run.resolve("checkpoints"));
  }
}
