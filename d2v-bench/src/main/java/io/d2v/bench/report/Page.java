package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.d2v.core.run.Durable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One HTML page that needs nothing else: no script, no other file, no network. */
final class Page {
  private static final String STYLE = "report.css";

  /** Nothing is fetched and nothing runs, whatever stands in the page. */
  private static final String POLICY =
      "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none';"
          + " form-action 'none'";

  private final StringBuilder html = new StringBuilder();

  /** A page with its title and facts below it. */
  Page(String title, List<String> facts) throws IOException {
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"/>\n")
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
        .append(POLICY)
        .append("\"/>\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\"/>\n<title>")
        .append(escape(title))
        .append("</title>\n<style>\n")
        .append(style())
        .append("</style></head>\n<body><main>\n<h1>")
        .append(escape(title))
        .append("</h1>\n<ul class=\"facts\">");
    for (String fact : facts) {
      html.append("<li>").append(escape(fact)).append("</li>");
    }
    html.append("</ul>\n");
  }

  Page heading(String text) {
    html.append("<h2>").append(escape(text)).append("</h2>\n");
    return this;
  }

  Page subheading(String text) {
    html.append("<h3>").append(escape(text)).append("</h3>\n");
    return this;
  }

  /** What is to be said, line by line. */
  Page notes(List<String> lines) {
    html.append("<ul class=\"notes\">");
    lines.forEach(line -> html.append("<li>").append(escape(line)).append("</li>"));
    html.append("</ul>\n");
    return this;
  }

  /** HTML that is escaped already. */
  Page part(String escaped) {
    html.append(escaped);
    return this;
  }

  /** What happened during training; nothing without series. */
  Page charts(List<Series> series) {
    return series.isEmpty() ? this : heading("During training").drawings(series);
  }

  /** A chart for each gauge, side by side. */
  Page drawings(List<Series> series) {
    Map<String, List<Series>> byGauge = new LinkedHashMap<>();
    for (Series one : series) {
      byGauge.computeIfAbsent(one.gauge(), gauge -> new ArrayList<>()).add(one);
    }
    if (!byGauge.isEmpty()) {
      html.append("<div class=\"charts\">\n");
      byGauge.forEach((gauge, lines) -> html.append(new Chart(gauge, lines).html()));
      html.append("</div>\n");
    }
    return this;
  }

  /** Writes it; what was there is replaced once the new page is complete. */
  void write(Path out) throws IOException {
    Path folder = out.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Durable.write(out.toAbsolutePath(), (html + "</main></body></html>\n").getBytes(UTF_8));
  }

  static String style() throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException(STYLE + " is missing from the jar of d2v-bench");
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
