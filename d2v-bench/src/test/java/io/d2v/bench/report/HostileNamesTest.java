package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.picture.Spectrogram;
import io.d2v.bench.probe.Interval;
import io.d2v.bench.result.Budget;
import io.d2v.bench.result.Examined;
import io.d2v.bench.result.Misheard;
import io.d2v.bench.result.Mistakes;
import io.d2v.bench.result.ResultRow;
import io.d2v.bench.result.ResultTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes, files and words are called by whoever made the data; a report shows them as text. */
class HostileNamesTest {
  private static final double[] STEPS = {0, 1};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "</title><script>alert(1)</script>",
        "\" onmouseover=\"alert(1)",
        "' onmouseover='alert(1)",
        "--><img src=x onerror=alert(1)>",
        "]]><b>",
        "&lt;b&gt;",
        "a\u0000\u0007\u001b[2Jb",
      })
  void inEveryPlaceTheyAreText(String name) throws IOException {
    String demo = demo(name);
    String benchmark = benchmark(name);

    String charts =
        Curves.fragment(
            List.of(new Series(name, "line", STEPS, STEPS)),
            Map.of(name, List.of(new Level(name, 0.5))));

    for (String page : List.of(demo, benchmark, charts)) {
      assertThat(page)
          .contains(Html.escape(name))
          .doesNotContain(name)
          .doesNotContainPattern("(?i)<script|<img src=x|[^\t\n\r\\P{Cntrl}]")
          .doesNotContainPattern("(?i)[\"'] ?on[a-z]+ ?=");
    }
    assertThat(count(demo, Html.escape(name))).isGreaterThanOrEqualTo(20);
    assertThat(count(charts, Html.escape(name))).isEqualTo(3); // title, label, level
    assertThat(count(benchmark, Html.escape(name))).isGreaterThanOrEqualTo(20);
  }

  @Test
  void nothingInAPageMayRunOrBeFetched() throws IOException {
    assertThat(demo("x"))
        .containsSubsequence(
            "<meta charset",
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';",
            "<title>");
  }

  private String demo(String name) throws IOException {
    Pixels pixel = new Pixels(1, 1, new int[] {0xff0000});
    Spectrogram spectrogram = Spectrogram.of(new float[16_000], 16_000);
    Figure passage =
        new Passage(
            name,
            List.of(
                new Passage.Line(
                    name,
                    List.of(
                        new Passage.Plain(name),
                        new Passage.Masked(" " + name),
                        new Passage.Chosen(name),
                        new Passage.Shaded(name, 0.5, name),
                        new Passage.Coloured(name, 0xff0000)))));
    Figure recording =
        new Recording(
            name, 1, spectrogram, List.of(), List.of(new Recording.Strip(name, 1, pixel)));
    DemoReport report =
        new DemoReport(
            name,
            List.of(name),
            List.of(
                new Series(name, name, STEPS, STEPS), new Series(name, name + "2", STEPS, STEPS)),
            List.of(new Row(name, Interval.of(0.5), Interval.of(0.5))),
            List.of(
                new Gallery(name, name, 1, List.of(new Picture(name, pixel.png()))),
                new Gallery(name, name, 1, List.of(passage)),
                new Gallery(name, name, 1, List.of(recording))));
    Path page = folder.resolve("demo.html");
    HtmlReport.write(report, page);
    return Files.readString(page);
  }

  private String benchmark(String name) throws IOException {
    Budget budget = new Budget(name, name, name);
    ResultRow row =
        new ResultRow(
            name, Map.of(name, Interval.of(0.5)), budget, Optional.of(name), Optional.of(name));
    ResultTable table =
        new ResultTable("glue", name, List.of(name), ResultTable.Better.HIGHER, name, List.of(row));
    Misheard misheard =
        new Misheard(
            name,
            name,
            9,
            1,
            1,
            1,
            List.of(new Misheard.Swap(name, name + "2", 3)),
            List.of(
                new Misheard.Utterance(
                    name,
                    List.of(
                        new Misheard.Place(name, name),
                        new Misheard.Place(name, ""),
                        new Misheard.Place("", name)))));
    Examined examined =
        new Examined(
            Map.of(name, 0.5),
            List.of(
                Mistakes.of(name, List.of(name, name + "2"), List.of(0, 1), List.of(1, 1)),
                Mistakes.of(
                    name,
                    java.util.Collections.nCopies(200, name),
                    List.of(0, 150),
                    List.of(150, 150))),
            List.of(misheard),
            List.of(name));
    BenchmarkPage.Part part =
        new BenchmarkPage.Part(
            table,
            List.of(name),
            List.of(new Series(name, name, STEPS, STEPS)),
            Map.of(name, examined));
    Path page = folder.resolve("benchmark.html");
    BenchmarkPage.write(
        name, List.of(name), List.of(new BenchmarkPage.Section(name, List.of(part))), page);
    return Files.readString(page);
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
