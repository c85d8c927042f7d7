package io.d2v.bench.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.d2v.core.run.Durable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What runs measured over their steps, a chart each gauge: as a page, a drawing, or text. */
public final class Curves {
  private static final int CAPTION = 24;
  private static final int LEGEND = 18;

  /** The page's colours for light surroundings: a drawing alone can't ask what surrounds it. */
  private static final String STYLE =
      "text{font:12px sans-serif;fill:#66707a}.title{font-weight:600;fill:#1d2329}"
          + ".grid{stroke:#e2e5e8}.axis{stroke:#66707a}"
          + "path{fill:none;stroke:var(--hue);stroke-width:1.8}circle{opacity:0}"
          + ".name{fill:var(--hue)}"
          + ".c0{--hue:#0b67b2}.c1{--hue:#c24a12}.c2{--hue:#08805d}.c3{--hue:#a8478a}"
          + ".c4{--hue:#8a6d00}.c5{--hue:#4a4fb5}";

  private Curves() {}

  /**
   * Writes a page that needs nothing else.
   *
   * @param facts below the title
   */
  public static void html(String title, List<String> facts, List<Series> series, Path out)
      throws IOException {
    new Page(title, facts).drawings(series).write(out);
  }

  /**
   * A part of a page that has the style sheet of {@link #css}: a chart each gauge.
   *
   * @param levels of gauges, by their names
   */
  public static String fragment(List<Series> series, Map<String, List<Level>> levels) {
    StringBuilder html = new StringBuilder("<div class=\"charts\">\n");
    for (Chart chart : charts(series)) {
      List<Level> across = levels.getOrDefault(chart.gauge(), List.of());
      html.append(new Chart(chart.gauge(), chart.series(), across).html());
    }
    return html.append("</div>\n").toString();
  }

  /** The style sheet of all pages. */
  public static String css() throws IOException {
    return Page.style();
  }

  /** Writes one SVG file, with the charts below one another. */
  public static void svg(List<Series> series, Path out) throws IOException {
    StringBuilder charts = new StringBuilder();
    int top = 0;
    for (Chart chart : charts(series)) {
      int names = LEGEND * chart.series().size();
      charts.append(
          String.format(
              Locale.ROOT,
              "<g transform=\"translate(0 %d)\"><text class=\"title\" x=\"8\" y=\"16\">%s</text>",
              top,
              Html.escape(chart.title())));
      for (int i = 0; i < chart.series().size(); i++) {
        charts.append(
            String.format(
                Locale.ROOT,
                "<g class=\"%s\"><text class=\"name\" x=\"8\" y=\"%d\">%s</text></g>",
                Chart.colour(i),
                CAPTION + LEGEND * i + 10,
                Html.escape(chart.series().get(i).name())));
      }
      charts.append(
          String.format(
              Locale.ROOT,
              "<g transform=\"translate(0 %d)\">%s</g></g>\n",
              CAPTION + names,
              chart.drawing()));
      top += CAPTION + names + Chart.HEIGHT;
    }
    String drawing =
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\"><style>%s</style>\n%s</svg>%n",
            Chart.WIDTH,
            top,
            STYLE,
            charts);
    Durable.write(out.toAbsolutePath(), drawing.getBytes(UTF_8));
  }

  /** For a terminal. */
  public static String text(List<Series> series) {
    StringBuilder text = new StringBuilder();
    charts(series).forEach(chart -> text.append(TextChart.of(chart)));
    return text.toString();
  }

  /** A chart for each gauge that has values. */
  private static List<Chart> charts(List<Series> series) {
    Map<String, List<Series>> byGauge = new LinkedHashMap<>();
    for (Series one : series) {
      byGauge.computeIfAbsent(one.gauge(), gauge -> new ArrayList<>()).add(one);
    }
    List<Chart> charts = new ArrayList<>();
    byGauge.forEach((gauge, lines) -> charts.add(new Chart(gauge, lines)));
    charts.removeIf(Chart::isEmpty);
    return charts;
  }
}
