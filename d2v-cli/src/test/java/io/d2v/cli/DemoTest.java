package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** The demonstration with so few steps that nothing is learned. */
final class DemoTest {
  @TempDir static Path folder;
  private static Command demo;

  @BeforeAll
  static void show() {
    demo = Command.d2v("demo", "--run", folder, "--seeds", 1, "--steps", 1);
  }

  @Test
  void eachKindOfDataEndsWithTheTableOfWhatIsCompared() {
    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out())
        .containsSubsequence("random-init", "raw pixels", "pre-trained", "report.html")
        .containsSubsequence("random-init", "log-mel bands", "pre-trained", "1,000 other")
        .containsSubsequence("random-init", "bag of tokens", "pre-trained", "2,040 other");
  }

  @ParameterizedTest
  @CsvSource({"vision, Fashion-MNIST", "audio, five languages", "text, WordNet"})
  void aPageNeedsNothingElse(String modality, String said) throws IOException {
    String page = Files.readString(folder.resolve(modality).resolve("report.html"));

    assertThat(page).contains("<svg", "pre-trained", said);
    assertThat(page).doesNotContain("<script", "<link", "src=\"http", "url(http");
  }

  @ParameterizedTest
  @CsvSource({
    "vision, What the student sees, <img",
    "audio, What the student hears, <rect class=\"masked\"",
    "text, What the student reads, <span class=\"coloured\""
  })
  void aPageShowsSamplesAndTheirFeatures(String modality, String title, String shown)
      throws IOException {
    assertThat(folder.resolve(modality).resolve("report.html")).content().contains(title, shown);
  }

  /** The pages are XML too, so that a parser can tell. */
  @ParameterizedTest
  @ValueSource(strings = {"vision", "audio", "text"})
  void aPageIsWellFormed(String modality) throws Exception {
    // What the command itself has no use for.
    DemoTest.class.getModule().addReads(ModuleLayer.boot().findModule("java.xml").orElseThrow());
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();

    Document page = parser.parse(folder.resolve(modality).resolve("report.html").toFile());

    assertThat(page.getElementsByTagName("figure").getLength()).isGreaterThan(5);
    assertThat(page.getElementsByTagName("h2").getLength()).isGreaterThan(2);
  }

  @ParameterizedTest
  @CsvSource({"vision, Zalando", "audio, Attribution-ShareAlike 3.0", "text, Princeton University"})
  void theLicenceIsBesideTheData(String modality, String said) {
    assertThat(folder.resolve(modality).resolve("data/copyright")).content().contains(said);
  }

  @Test
  void theQuickOneIsOneRunOnImages() {
    Path quick = folder.resolve("quick");

    Command shown = Command.d2v("demo", "--quick", "--run", quick, "--steps", 1);

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat(shown.out()).contains("seed 1 of 1").doesNotContain("log-mel bands");
    assertThat(quick.resolve("vision/seed-1")).isDirectory();
    assertThat(quick).isDirectoryNotContaining("glob:**audio");
  }

  @Test
  void anotherTimeFinishedSeedsAreNotTrainedAgain() throws IOException {
    Path metrics = folder.resolve("vision/seed-1/metrics.jsonl");
    byte[] before = Files.readAllBytes(metrics);

    Command again =
        Command.d2v("demo", "--modality", "vision", "--run", folder, "--seeds", 1, "--steps", 1);

    assertThat(again.code()).isZero();
    assertThat(again.out())
        .contains("pre-trained")
        .doesNotContain("step 1/1")
        .doesNotContain("log-mel");
    assertThat(metrics).hasBinaryContent(before);
  }
}
