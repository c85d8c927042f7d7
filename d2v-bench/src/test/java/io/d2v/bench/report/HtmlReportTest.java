package io.d2v.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.picture.Pixels;
import io.d2v.bench.probe.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  private static final String HOSTILE = "<script>alert('1')</script>\"&";

  @TempDir Path folder;

  @Test
  void everyTextIsEscaped() throws IOException {
    String page =
        page(
            new DemoReport(
                HOSTILE,
                List.of(HOSTILE),
                List.of(new Series(HOSTILE, HOSTILE, new double[] {0, 1}, new double[] {1, 2})),
                List.of(new Row(HOSTILE, Interval.of(0.5), Interval.of(0.4, 0.5))),
                List.of(new Gallery(HOSTILE, HOSTILE, 2, List.of(new Picture(HOSTILE, png()))))));

    assertThat(page)
        .doesNotContain("<script", HOSTILE)
        .contains("&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;");
  }

  @Test
  void needsNothingFromOutside() throws IOException {
    assertThat(page(example())).doesNotContain("http:", "https:", "<link", "@import", "url(");
  }

  @Test
  void showsChartsTableAndPictures() throws IOException {
    assertThat(page(example()))
        .contains("loss over steps", "seed 1, steps 100: 0.5000")
        .contains("0.612")
        .contains("src=\"data:image/png;base64,iVBOR")
        .contains("prefers-color-scheme: dark");
  }

  @Test
  void seriesOfOneGaugeShareAChart() throws IOException {
    assertThat(page(example()).split("<svg viewBox=\"0 0 480", -1)).hasSize(1 + 1);
  }

  @Test
  void aValueThatIsNotFiniteLeavesAGap() {
    Series broken =
        new Series("loss", "a", new double[] {0, 1, 2, 3}, new double[] {1, Double.NaN, 1, 2});

    String svg = new Chart("loss", List.of(broken)).html();

    assertThat(svg).doesNotContain("NaN").containsPattern("d=\"M[0-9. ]+M[0-9. ]+L[0-9. ]+\"");
  }

  @Test
  void aGaugeWithoutValuesSaysSo() {
    assertThat(
            new Chart("k-NN", List.of(new Series("k-NN", "a", new double[0], new double[0])))
                .html())
        .contains("no values");
  }

  private DemoReport example() throws IOException {
    double[] steps = {0, 100, 200};
    return new DemoReport(
        "d2v demo",
        List.of("10,000 images"),
        List.of(
            new Series("loss", "seed 1", steps, new double[] {1, 0.5, 0.25}),
            new Series("loss", "seed 2", steps, new double[] {1, 0.6, 0.3})),
        List.of(new Row("pre-trained", Interval.of(0.612), Interval.of(0.5))),
        List.of(
            new Gallery("Masked", "What the student sees", 4, List.of(new Picture("a", png())))));
  }

  private static byte[] png() {
    return new Pixels(1, 1, new int[] {0xff0000}).png();
  }

  private String page(DemoReport report) throws IOException {
    Path out = folder.resolve("report.html");
    HtmlReport.write(report, out);
    return Files.readString(out);
  }
}
