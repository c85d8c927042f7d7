package io.d2v.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.probe.Interval;
import io.d2v.bench.report.BenchmarkPage;
import io.d2v.bench.report.Series;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Misheard;
import io.d2v.bench.result.Mistakes;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import io.d2v.cli.Main;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that people open, in a real browser, on a wide screen and on a phone. */
@Tag("browser")
class PagesTest {
  @TempDir static Path folder;

  private static final String LINES =
      """
      A text that is longer than a phone is wide, with some words that are cut into several pieces.

      <b>Marks</b> & "quotes" are shown, not obeyed.

      Another one, about unforeseeable circumlocutions.

      And the last.
      """;

  private static Chromium browser;
  private static Look look;

  @BeforeAll
  static void begin() throws IOException, InterruptedException {
    browser = Chromium.start(Files.createDirectories(folder.resolve("profile")));
    look = new Look(browser);
    D2v.run(
        folder,
        "demo",
        "--modality",
        "vision",
        "--seeds",
        1,
        "--steps",
        4,
        "--run",
        folder.resolve("demo"));
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  private static Path demo(String path) {
    return folder.resolve("demo/vision").resolve(path);
  }

  @Test
  void theDemosReport() throws IOException {
    look.at("report", demo("report.html").toUri().toString(), Set.of());
  }

  @Test
  void theBenchmarksReport() throws IOException {
    Path page = folder.resolve("benchmark.html");
    benchmark(page);
    look.at("benchmark", page.toUri().toString(), Set.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "audio", "text"})
  void whatAModelSees(String modality) throws IOException, InterruptedException {
    Path run = demo("seed-1");
    Path data = demo("data");
    if (modality.equals("audio")) {
      data = folder.resolve("spoken.zip");
      try (InputStream digits = Main.class.getResourceAsStream("spoken-digits/test.zip")) {
        Files.copy(digits, data);
      }
      run = trained("speech-tiny", data, "encoder.lengths=[16000]");
    } else if (modality.equals("text")) {
      data = folder.resolve("some.txt");
      Files.writeString(data, LINES);
      run = trained("text-tiny", data, "encoder.lengths=[64]");
    }
    Path out = folder.resolve("seen-" + modality);
    D2v.run(folder, "visualize", run, data, "--out", out);

    look.at("seen-" + modality, out.resolve("page.html").toUri().toString(), Set.of());
  }

  private static Path trained(String recipe, Path data, String setting)
      throws IOException, InterruptedException {
    Path run = folder.resolve(recipe);
    D2v.run(
        folder,
        "pretrain",
        recipe,
        "--data",
        data,
        "--run",
        run,
        "--steps",
        1,
        "--set",
        setting,
        "--set",
        "training.batch=4");
    return run;
  }

  @Test
  void aRunThatIsWatched() throws IOException, InterruptedException {
    Path run = folder.resolve("a-run-whose-name-is-longer-than-a-phone-is-wide");
    copy(demo("seed-1"), run);
    try (D2v watch = D2v.start(folder, "watch", run, "--port", 0)) {
      String address = watch.says(Pattern.compile("http://127\\.0\\.0\\.1:\\d+/"));
      browser.open(address);
      browser.waitFor("document.querySelectorAll('#pictures img').length > 0");
      assertThat(browser.strings("return [document.getElementById('step').textContent]"))
          .containsExactly("step 4 of 4");

      look.at("watch", address, Set.of("run.json", "charts.html", "pictures.html"));

      browser.open(address);
      browser.waitFor("document.querySelectorAll('#charts figure').length > 0");
      StringBuilder lines = new StringBuilder();
      for (int step = 5; step <= 60; step++) {
        lines.append("{\"step\":" + step + ",\"loss\":2.5,\"target_var\":0.9,\"brand_new\":1}\n");
      }
      Path log = run.resolve("metrics.jsonl");
      Files.writeString(log, lines, StandardOpenOption.APPEND);
      browser.waitFor("document.getElementById('charts').textContent.includes('brand_new')");
      assertThat(browser.strings("return [document.querySelector('#judged .verdict').textContent]"))
          .containsExactly("fine");

      browser.run("document.getElementById('follow').focus()");
      browser.enter();
      Files.writeString(log, "{\"step\":61,\"loss\":3}\n", StandardOpenOption.APPEND);
      TimeUnit.MILLISECONDS.sleep(3500);
      assertThat(browser.strings("return [document.getElementById('step').textContent]"))
          .containsExactly("step 60 of 4");
      browser.enter();
      browser.waitFor("document.getElementById('step').textContent.startsWith('step 61')");
      assertThat(browser.errors()).isEmpty();

      watch.process().destroy();
      browser.waitFor("document.getElementById('asked').textContent.includes('does not answer')");
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var walk = Files.walk(from)) {
      for (Path path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private static void benchmark(Path page) throws IOException {
    double[] steps = {0, 1000, 20_000};
    double[] values = {0.1, 0.6, 0.75};
    Budget budget = new Budget("a model of base size", "960 hours", "100 hours");
    ResultRow row =
        new ResultRow(
            "data2vec Base",
            Map.of("test-clean", Interval.of(0.5, 0.6)),
            budget,
            Optional.of("Baevski et al. 2022, Table 2"),
            Optional.of("with a language model"));
    ResultTable table =
        new ResultTable(
            "librispeech",
            "LibriSpeech",
            List.of("test-clean"),
            ResultTable.Better.LOWER,
            "word error rate",
            List.of(row));
    Misheard misheard =
        new Misheard(
            "test-clean",
            "greedily",
            9,
            1,
            1,
            1,
            List.of(new Misheard.Swap("there", "their", 3)),
            List.of(
                new Misheard.Utterance(
                    "61-70968-0000",
                    List.of(
                        new Misheard.Place("there", "their"),
                        new Misheard.Place("a", ""),
                        new Misheard.Place("", "the")))));
    Examined examined =
        new Examined(
            Map.of("wer", 0.5),
            List.of(
                Mistakes.of(
                    "what was taken for what",
                    List.of("cat", "dog"),
                    List.of(0, 1),
                    List.of(1, 1))),
            List.of(misheard),
            List.of("a note"));
    BenchmarkPage.Part part =
        new BenchmarkPage.Part(
            table,
            List.of("three seeds"),
            List.of(new Series("loss", "seed 1", steps, values)),
            Map.of("data2vec Base", examined));
    BenchmarkPage.write(
        "Benchmarks",
        List.of("a fact"),
        List.of(new BenchmarkPage.Section("Speech", List.of(part))),
        page);
  }
}
