package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report as one HTML page that needs nothing else: no script, no other file, no network. */
public final class HtmlReport {
  private static final String STYLE = "report.css";

  private HtmlReport() {}

  /**
   * Writes the page; what was there is replaced once the new page is complete.
   *
   * @throws IOException if writing fails
   */
  public static void write(DemoReport report, Path out) throws IOException {
    Path absolute = out.toAbsolutePath();
    Path folder = absolute.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path partial = Path.of(absolute + ".partial");
    try {
      Files.writeString(partial, page(report));
      Files.move(partial, absolute, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static String page(DemoReport report) throws IOException {
    StringBuilder html = new StringBuilder();
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
        .append(escape(report.title()))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style></head>\n<body><main>\n<h1>")
        .append(escape(report.title()))
        .append("</h1>\n");
    facts(html, report.facts());
    if (!report.rows().isEmpty()) {
      html.append("<h2>Accuracy on frozen features</h2>\n")
          .append(new ResultTable(report.rows()).html());
    }
    charts(html, report.series());
    for (Gallery gallery : report.galleries()) {
      html.append(gallery.html());
    }
    return html.append("</main></body></html>\n").toString();
  }

  private static void facts(StringBuilder html, List<String> facts) {
    html.append("<ul class=\"facts\">");
    for (String fact : facts) {
      html.append("<li>").append(escape(fact)).append("</li>");
    }
    html.append("</ul>\n");
  }

  private static void charts(StringBuilder html, List<Series> series) {
    Map<String, List<Series>> byGauge = new LinkedHashMap<>();
    for (Series one : series) {
      byGauge.computeIfAbsent(one.gauge(), gauge -> new ArrayList<>()).add(one);
    }
    if (byGauge.isEmpty()) {
      return;
    }
    html.append("<h2>During training</h2>\n<div class=\"charts\">\n");
    byGauge.forEach((gauge, lines) -> html.append(new Chart(gauge, lines).html()));
    html.append("</div>\n");
  }

  private static String style() throws IOException {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing from the jar of d2v-bench");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
