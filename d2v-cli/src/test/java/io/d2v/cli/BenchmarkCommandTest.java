package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A benchmark from its samples to its report, on a model of two small blocks. */
final class BenchmarkCommandTest {
  private static final String RECIPE =
      """
      name: few-images
      modality: vision
      task: {kind: classes}
      optimizer: {learning_rate: 1e-3}
      training: {batch: 8, steps: 3, checkpoint_every: 100}
      """;

  @TempDir static Path folder;
  private static Path data;
  private static Path checkpoint;
  private static Path recipe;

  @BeforeAll
  static void pretrain() throws IOException {
    data = TinyImages.write(folder.resolve("data"), 60);
    checkpoint = folder.resolve("begun");
    recipe = folder.resolve("few-images.yaml");
    Files.writeString(recipe, RECIPE);
    List<Object> arguments =
        new ArrayList<>(
            List.of("pretrain", "vision-tiny", "--data", data, "--run", checkpoint, "--steps", 1));
    for (String setting :
        List.of(
            "encoder.image_size=8",
            "encoder.patch=2",
            "masker.masked=9",
            "targets.layers=2",
            "transformer.width=16",
            "transformer.layers=2",
            "transformer.heads=2",
            "training.batch=8",
            "backend.device=cpu")) {
      arguments.add("--set");
      arguments.add(setting);
    }
    Command pretrained = Command.d2v(arguments.toArray());
    assertThat(pretrained.code()).as(pretrained.err()).isZero();
  }

  @Test
  void theReportHasBothModelsAndThePublishedResults() throws IOException {
    Path out = folder.resolve("report");
    Command first = benchmark(out, "imagenet");
    assertThat(first.code()).as(first.err()).isZero();

    String report = Files.readString(out.resolve("report.md"));
    assertThat(report)
        .contains("Beside published results: ImageNet-1K, fine-tuned, ViT-B", "not comparable")
        .contains("classification, fine-tuned; seeds: 2", "dev_top1 (%)")
        .contains("| pre-trained |", "| from scratch |", "20 samples of data")
        .contains("a run: 24 samples, ", "60 samples of data; 8 samples, ")
        .contains("of the 1,025 million images of data2vec Base")
        .contains("pre-trained over from scratch, seed by seed: dev_top1")
        .contains("classification, frozen features; seeds: 2", "| random-init, frozen |")
        .contains("| data2vec | 84.2 |");
    assertThat(Files.readString(out.resolve("report.json")))
        .contains("\"name\" : \"imagenet\"", "\"half_width\"", "\"seeds\"", "\"mistakes\"");

    assertThat(Files.readString(out.resolve("report.html")))
        .contains("<td>84.2</td>", "class=\"other\"", "classification, dev_top1 over steps")
        .contains("Which classes were taken for which, dev", "<details>")
        .doesNotContain("<script", "http:", "https:");

    Command other = benchmark(out, "imagenet", 30);
    assertThat(other.code()).as("runs of other labels are not taken for these").isEqualTo(5);
    assertThat(other.err())
        .contains("was begun with something else", "learned from: 20 samples, now 30 samples");

    Command again = benchmark(out, "imagenet");
    assertThat(again.code()).isZero();
    assertThat(again.out()).as("runs that are there are not made again").doesNotContain("step 3/3");
    assertThat(out.resolve("report.md")).hasContent(report);
  }

  @Test
  void aModelOfAnotherKindIsRefused() {
    Command failed = benchmark(folder.resolve("none"), "librispeech");

    assertThat(failed.code()).isEqualTo(2);
    assertThat(failed.err()).contains("librispeech is of audio", "hold models of [vision]");
  }

  @Test
  void aRunThatLearnedFromLabelsIsNoPreTrainedOne() throws IOException {
    Path runs = folder.resolve("runs");
    Command tuned =
        Command.d2v(
            "finetune",
            "classification",
            checkpoint,
            "--recipe",
            recipe,
            "--data",
            data,
            "--out",
            runs.resolve("a-tuned"));
    assertThat(tuned.code()).as(tuned.err()).isZero();

    assertThatThrownBy(
            () -> NamedModels.load(List.of(runs), Wiring.make(Optional.empty(), Workshop.class)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nor a folder of runs that were pre-trained");
    assertThat(
            NamedModels.load(List.of(folder), Wiring.make(Optional.empty(), Workshop.class))
                .get("vision")
                .path())
        .isEqualTo(checkpoint);
  }

  @Test
  void countsAreOneOrMore() {
    Command none =
        Command.d2v(
            "benchmark",
            "imagenet",
            checkpoint,
            "--data",
            data,
            "--out",
            folder.resolve("none"),
            "--seeds",
            0);
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--seeds is 1 or more");
  }

  private static Command benchmark(Path out, String name) {
    return benchmark(out, name, 20);
  }

  private static Command benchmark(Path out, String name, int labels) {
    return Command.d2v(
        "benchmark",
        name,
        checkpoint,
        "--data",
        data,
        "--out",
        out,
        "--recipe",
        recipe,
        "--labels",
        labels,
        "--seeds",
        2,
        "--quick");
  }
}
