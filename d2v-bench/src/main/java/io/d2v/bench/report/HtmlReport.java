package io.d2v.bench.report;

import java.io.IOException;
import java.nio.file.Path;

/** The demo's report as one HTML page. */
public final class HtmlReport {
  private HtmlReport() {}

  /**
   * Writes the page; what was there is replaced once the new page is complete.
   *
   * @throws IOException if writing fails
   */
  public static void write(DemoReport report, Path out) throws IOException {
    Page page = new Page(report.title(), report.facts());
    if (!report.rows().isEmpty()) {
      page.heading("Accuracy on frozen features").part(new FeatureTable(report.rows()).html());
    }
    page.charts(report.series());
    report.galleries().forEach(gallery -> page.part(gallery.html()));
    page.write(out);
  }
}
