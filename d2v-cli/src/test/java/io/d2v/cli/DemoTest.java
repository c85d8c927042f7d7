package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration with so few steps that nothing is learned. */
final class DemoTest {
  @TempDir static Path folder;
  private static Command demo;

  @BeforeAll
  static void show() {
    demo = demo();
  }

  @Test
  void itEndsWithTheTableOfWhatIsCompared() {
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("random-init", "raw pixels", "pre-trained", "report.html");
  }

  @Test
  void thePageNeedsNothingElse() throws IOException {
    String page = Files.readString(folder.resolve("report.html"));

    assertThat(page).contains("<svg", "data:image/png;base64,", "pre-trained");
    assertThat(page).doesNotContain("<script", "<link", "src=\"http", "url(http");
  }

  @Test
  void theLicenceOfTheImagesIsBesideThem() {
    assertThat(folder.resolve("data/copyright")).content().contains("Zalando");
  }

  @Test
  void anotherTimeFinishedSeedsAreNotTrainedAgain() throws IOException {
    byte[] metrics = Files.readAllBytes(folder.resolve("seed-1/metrics.jsonl"));

    Command again = demo();

    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("pre-trained").doesNotContain("step 1/1");
    assertThat(folder.resolve("seed-1/metrics.jsonl")).hasBinaryContent(metrics);
  }

  private static Command demo() {
    return Command.d2v("demo", "--run", folder, "--seeds", 1, "--steps", 1);
  }
}
