package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.run.MetricsLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fine-tuning and predicting as a user has them, on a model of two small blocks. */
final class FinetuneCommandTest {
  private static final String RECIPE =
      """
      name: few-images
      modality: vision
      encoder: {image_size: %d, patch: 2}
      masker: {masked: 9, smallest: 1}
      targets: {layers: 2}
      transformer: {width: 16, layers: 2, heads: 2}
      task: {kind: classes}
      optimizer: {learning_rate: 1e-3}
      finetune: {epochs: 2, evaluate_every: 4}
      training: {batch: 8, checkpoint_every: 100}
      backend: {device: cpu, precision: float32}
      """
          .formatted(TinyImages.SIDE);

  @TempDir static Path folder;
  private static Path data;
  private static Path recipe;
  private static Path run;
  private static Command tuned;

  @BeforeAll
  static void tune() throws IOException {
    data = TinyImages.write(folder.resolve("data"), 60);
    recipe = folder.resolve("few-images.yaml");
    Files.writeString(recipe, RECIPE);
    run = folder.resolve("run");
    tuned = finetune(run, "classification", "vision-tiny");
  }

  @Test
  void itLearnsFromOnePartAndIsJudgedByAnother() throws IOException {
    assertThat(tuned.code()).as(tuned.err()).isZero();
    assertThat(tuned.out()).contains("learning from 54 samples, judged by 6", "dev_top1");
    assertThat(MetricsLog.read(run.resolve("metrics.jsonl")))
        .as("two epochs of 54 in batches of 8")
        .hasSize(14)
        .satisfies(log -> assertThat(log.get(3).values()).containsKey("dev_top1"))
        .satisfies(log -> assertThat(log.get(13).values()).containsKey("dev_top1"));
    assertThat(run.resolve("best")).isNotEmptyDirectory();
  }

  @Test
  void theRunSaysWhatItsOutputsAreCalled() throws IOException {
    assertThat(run.resolve("recipe.yaml")).content().contains("names:");
  }

  @Test
  void theSameCommandAgainChangesNothing() throws IOException {
    byte[] before = Files.readAllBytes(run.resolve("metrics.jsonl"));

    assertThat(finetune(run, "classification", "vision-tiny").code()).isZero();

    assertThat(run.resolve("metrics.jsonl")).hasBinaryContent(before);
  }

  @Test
  void aFineTunedModelPredictsNewSamples() throws IOException {
    Path out = folder.resolve("predictions.tsv");
    Command predicted = Command.d2v("predict", run, data, "--out", out);

    assertThat(predicted.code()).as(predicted.err()).isZero();
    assertThat(Files.readAllLines(out))
        .hasSize(60)
        .allMatch(line -> line.matches(".*\\t[^\\t]+\\t[01]\\.[0-9]{4}"));
  }

  @Test
  void aModelWithoutATaskPredictsNothing() {
    Path plain = folder.resolve("plain");
    List<Object> arguments =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", plain, "--steps", 1));
    for (String setting :
        List.of(
            "encoder.image_size=8",
            "encoder.patch=2",
            "masker.masked=9",
            "targets.layers=2",
            "transformer.width=16",
            "transformer.layers=2",
            "transformer.heads=2",
            "training.batch=8")) {
      arguments.add("--set");
      arguments.add(setting);
    }
    Command pretrained = Command.d2v(arguments.toArray());
    assertThat(pretrained.code()).as(pretrained.err()).isZero();

    Command predicted = Command.d2v("predict", plain, data);

    assertThat(predicted.code()).isEqualTo(5);
    assertThat(predicted.err()).contains("has no task", "d2v finetune");
  }

  @Test
  void anUnknownTaskIsNamedWithTheNearest() {
    Command failed = finetune(folder.resolve("none"), "clasification", "vision-tiny");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("there is no task 'clasification'", "classification");
  }

  @Test
  void aTaskWithoutSubsetsHasNone() {
    Command failed =
        Command.d2v(
            "finetune",
            "classification",
            "vision-tiny",
            "--recipe",
            recipe,
            "--data",
            data,
            "--out",
            folder.resolve("none"),
            "--subset",
            "10m");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("classification has no subsets", "--labels");
  }

  @Test
  void aRecipeForAnotherKindOfDataIsRefused() {
    Command failed = finetune(folder.resolve("none"), "classification", "text-tiny");

    assertThat(failed.code()).isEqualTo(3);
    assertThat(failed.err()).contains("for modality vision", "is of text");
  }

  private static Command finetune(Path out, String task, String start) {
    return Command.d2v("finetune", task, start, "--recipe", recipe, "--data", data, "--out", out);
  }
}
