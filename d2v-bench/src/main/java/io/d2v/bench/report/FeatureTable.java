package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static io.d2v.bench.report.Html.place;

import io.d2v.bench.probe.Interval;
import java.util.List;
import java.util.Locale;

/** The rows of a report as an HTML table, a bar with the interval's whisker in each cell. */
record FeatureTable(List<Row> rows) {
  private static final int PERCENT = 100;

  String html() {
    StringBuilder html =
        new StringBuilder(
            "<table><thead><tr><th scope=\"col\">features</th>"
                + "<th scope=\"col\">linear probe</th><th scope=\"col\">k-NN</th></tr></thead>");
    html.append("<tbody>");
    for (Row row : rows) {
      html.append("<tr><th scope=\"row\">").append(escape(row.name())).append("</th>");
      html.append(cell(row.probe())).append(cell(row.neighbours())).append("</tr>\n");
    }
    return html.append("</tbody></table>\n").toString();
  }

  private static String cell(Interval accuracy) {
    String whisker =
        Double.isFinite(accuracy.halfWidth())
            ? String.format(
                Locale.ROOT,
                "<line class=\"whisker\" x1=\"%s\" y1=\"4\" x2=\"%s\" y2=\"4\"/>",
                percent(accuracy.low()),
                percent(accuracy.high()))
            : "";
    return String.format(
        Locale.ROOT,
        "<td><span>%s</span><svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\""
            + " aria-hidden=\"true\"><rect class=\"all\" width=\"100\" height=\"8\"/>"
            + "<rect class=\"mean\" width=\"%s\" height=\"8\"/>%s</svg></td>",
        escape(accuracy.toString()),
        percent(accuracy.mean()),
        whisker);
  }

  private static String percent(double share) {
    return place(Math.max(0, Math.min(1, share)) * PERCENT);
  }
}
