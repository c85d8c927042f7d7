package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go wrong, as a user has them. */
final class GuardedCommandsTest {
  private static final List<String> TINY =
      List.of(
          "encoder.image_size=" + TinyImages.SIDE,
          "encoder.patch=2",
          "masker.masked=9",
          "masker.smallest=1",
          "targets.layers=2",
          "transformer.width=16",
          "transformer.layers=2",
          "transformer.heads=2",
          "schedule.warmup_steps=2",
          "training.batch=8",
          "training.steps=1000",
          "backend.device=cpu",
          "backend.precision=float32",
          "backend.fuse=false");

  @TempDir Path folder;
  private Path data;
  private Path run;

  @BeforeEach
  void write() throws IOException {
    data = TinyImages.write(folder.resolve("data"), 60);
    run = folder.resolve("run");
  }

  @Test
  void aLossThatStaysInfiniteEndsTheRunAndIsMadeAgain() {
    Command trained = pretrain("objective.loss_scale=3e38");

    assertThat(trained.code()).as(trained.err()).isEqualTo(8);
    assertThat(trained.err()).contains("10 updates in a row", "learning rate");
    assertThat(trained.out().lines().filter(line -> line.startsWith("warning: "))).hasSize(10);
    assertThat(trained.out()).contains("d2v replay " + run + " 1");

    Command last = Command.d2v("replay", run);
    assertThat(last.code()).as(last.err()).isZero();
    assertThat(last.out())
        .contains("step 10, kept as: not finite")
        .contains("with the weights after step 0; with --exact the 9 updates in between")
        .contains("train-images-idx3-ubyte.gz#")
        .containsPattern("loss +Infinity +Infinity")
        .containsPattern(
            "first not finite: Multiply of .*RegressionLoss.java:[0-9]+.*, 1 of 1 entries")
        .containsPattern("student.transformer.blocks.1.attention +0 ");
    Command exactly = Command.d2v("replay", run, 3, "--exact");
    assertThat(exactly.out()).contains("step 3, kept", "with the weights that it was made with");
  }

  @Test
  void aRepresentationThatCollapsesEndsTheRun() {
    Command trained =
        pretrain(
            "optimizer.learning_rate=1",
            "objective.ema_start=0",
            "objective.ema_end=0",
            "guards.collapse_after=20");

    assertThat(trained.code()).as(trained.err()).isEqualTo(9);
    assertThat(trained.out()).contains("warning: step", "the run stops below");
    assertThat(trained.err()).contains("has collapsed", "learning rate", "warm-up", "ema_start");
  }

  @Test
  void whereNothingWentWrongThereIsNothingToMakeAgain() {
    assertThat(pretrain("training.steps=2").code()).isZero();

    Command replay = Command.d2v("replay", run);
    assertThat(replay.code()).isEqualTo(5);
    assertThat(replay.err()).contains("no update that went wrong is kept");
    Command other = Command.d2v("replay", run, 7);
    assertThat(other.code()).isEqualTo(5);
    assertThat(other.err()).contains("step-7.json is not there");
  }

  @Test
  void aStalledStageIsNamedAndTheRunGoesOn() throws Exception {
    Path slow = SlowImages.write(folder.resolve("slow"), 20);
    Path recipe = Files.writeString(folder.resolve("slow.yaml"), SlowImages.recipe(1));
    SlowImages.slow(slow, 4_000);

    D2vProcess process =
        SlowImages.start(
            folder.resolve("out"),
            "pretrain",
            recipe,
            "--data",
            slow,
            "--run",
            run,
            "--set",
            "training.batch=2",
            "--set",
            "guards.stalled_seconds=1");

    assertThat(process.code()).as(process.said()).isZero();
    assertThat(process.said())
        .contains("update 1 makes no progress: waiting for data")
        .containsPattern("d2v-loader-[12] has been at sample [0-9]+ for [1-9] s")
        .contains("io.d2v.cli.SlowImages$Slow.read")
        .contains("step 1/1");
  }

  private Command pretrain(String... more) {
    List<Object> words =
        new ArrayList<>(List.of("pretrain", "vision-tiny", "--data", data, "--run", run));
    List<String> settings = new ArrayList<>(TINY);
    settings.addAll(List.of(more));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return Command.d2v(words.toArray());
  }
}
