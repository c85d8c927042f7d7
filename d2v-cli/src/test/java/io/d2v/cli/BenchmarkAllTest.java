package io.d2v.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All benchmarks in one report, of a folder of runs as the demo leaves it. */
final class BenchmarkAllTest {
  private static final String[] SMALL = {
    "transformer.width=32",
    "transformer.layers=2",
    "transformer.heads=2",
    "targets.layers=2",
    "training.batch=8",
    "backend.device=cpu"
  };

  @TempDir static Path folder;
  private static Path runs;
  private static Path data;

  @BeforeAll
  static void pretrain() throws IOException {
    runs = folder.resolve("runs");
    data = folder.resolve("data");
    TinyImages.write(data.resolve("imagenet"), 40);
    TinySpeech.write(data.resolve("librispeech"), 20, 4);
    TinyGlue.write(data.resolve("glue"));
    Path texts = Files.createDirectories(folder.resolve("texts"));
    Files.writeString(
        texts.resolve("some.txt"), "Some bird sings.\n\nThe tree is old.\n".repeat(20));
    pretrain(
        "vision-tiny",
        "imagenet",
        data.resolve("imagenet"),
        "encoder.image_size=8",
        "encoder.patch=2",
        "masker.masked=9");
    pretrain("speech-tiny", "audio", data.resolve("librispeech"), "encoder.channels=16");
    pretrain("text-tiny", "text", texts, "encoder.lengths=[16]");
  }

  @Test
  void oneReportHasAllThree() throws IOException {
    Path out = folder.resolve("report");
    Command command = benchmark(out);
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out())
        .contains("imagenet, classification, pre-trained, seed 1: run 1 of 16 at most")
        .contains("min left", "glue: left out: QNLI: there is no train", "QQP: not there");

    String report = Files.readString(out.resolve("report.md"));
    assertThat(report)
        .contains("## imagenet", "## librispeech", "## glue")
        .contains("Beside published results: GLUE development sets, Base")
        .contains("test_wer (%)", "test_lm_wer (%)", "3-grams of the transcripts")
        .contains("Left out: QNLI: there is no train.")
        .contains("- data, glue: ", "/glue, SHA-256 of names and sizes ");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("words", "were heard as others", "rte, dev_accuracy over steps");
  }

  @Test
  void glueSamplesWithoutAnswersAreInASubmission() throws IOException {
    Path out = folder.resolve("report");
    assertThat(benchmark(out).code()).isZero();
    try (ZipFile zip = new ZipFile(out.resolve("submission.zip").toFile())) {
      assertThat(zip.stream().map(entry -> entry.getName()))
          .containsExactly("RTE.tsv", "STS-B.tsv");
      String table = new String(zip.getInputStream(zip.getEntry("RTE.tsv")).readAllBytes(), UTF_8);
      assertThat(table.lines()).hasSize(13).first().isEqualTo("index\tprediction");
      assertThat(table.lines().skip(1)).allMatch(line -> line.endsWith("entailment"));
    }
  }

  @Test
  void whatIsMissingIsSaidBeforeAnythingRuns() {
    Command noText =
        Command.d2v(
            "benchmark",
            "all",
            runs.resolve("imagenet"),
            "--data",
            data,
            "--out",
            folder.resolve("x"));
    assertThat(noText.code()).isEqualTo(2);
    assertThat(noText.err()).contains("librispeech is of audio", "[vision]");

    Command noData =
        Command.d2v(
            "benchmark",
            "all",
            runs,
            "--data",
            folder.resolve("nothing"),
            "--out",
            folder.resolve("x"));
    assertThat(noData.code()).isEqualTo(4);
    assertThat(noData.err()).contains("name it by --data imagenet=PATH");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  private static Command benchmark(Path out) {
    return Command.d2v(
        "benchmark",
        "all",
        runs,
        "--data",
        data,
        "--out",
        out,
        "--quick",
        "--seeds",
        2,
        "--labels",
        8,
        "--set",
        "training.steps=3",
        "--set",
        "training.batch=4");
  }

  private static void pretrain(String recipe, String name, Path samples, String... settings) {
    List<Object> arguments = new ArrayList<>(List.of("pretrain", recipe, "--data", samples));
    arguments.addAll(List.of("--run", runs.resolve(name), "--steps", 1));
    List<String> all = new ArrayList<>(Arrays.asList(SMALL));
    all.addAll(Arrays.asList(settings));
    all.forEach(setting -> arguments.addAll(List.of("--set", setting)));
    Command command = Command.d2v(arguments.toArray());
    assertThat(command.code()).as(command.err()).isZero();
  }
}
