package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import io.d2v.bench.result.Mistakes;
import java.util.Locale;
import java.util.stream.IntStream;

/** Mistaken classes: as a square where they are few, else the most frequent pairs. */
record MistakesTable(Mistakes mistakes) {
  private static final int SQUARE = 16;
  private static final int PAIRS = 20;
  private static final double DARKEST = 85;

  String html() {
    return "<figure class=\"mistakes\"><figcaption>"
        + escape("Which classes were taken for which, " + mistakes.set())
        + "</figcaption><div class=\"wide\">"
        + (mistakes.classes().size() <= SQUARE ? square() : pairs())
        + "</div></figure>\n";
  }

  private String square() {
    int classes = mistakes.classes().size();
    StringBuilder html =
        new StringBuilder(
            "<table class=\"square\"><thead><tr><th scope=\"col\">is, taken for</th>");
    mistakes.classes().forEach(name -> html.append(head("col", name)));
    html.append("</tr></thead><tbody>");
    for (int label = 0; label < classes; label++) {
      int row = label;
      long all = IntStream.range(0, classes).mapToLong(p -> mistakes.count(row, p)).sum();
      html.append("<tr>").append(head("row", mistakes.classes().get(label)));
      for (int prediction = 0; prediction < classes; prediction++) {
        html.append(cell(label == prediction, mistakes.count(label, prediction), all));
      }
      html.append("</tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String cell(boolean right, long count, long all) {
    return String.format(
        Locale.ROOT,
        "<td class=\"%s\" style=\"--share:%.0f%%\">%d</td>",
        right ? "right" : "wrong",
        all == 0 ? 0 : DARKEST * count / all,
        count);
  }

  private String pairs() {
    StringBuilder html =
        new StringBuilder(
            "<table><thead><tr><th scope=\"col\">is</th><th scope=\"col\">taken for</th>"
                + "<th scope=\"col\">samples</th></tr></thead><tbody>");
    for (Mistakes.Count count : mistakes.worst(PAIRS)) {
      html.append("<tr>")
          .append(head("row", mistakes.classes().get(count.label())))
          .append("<td>")
          .append(escape(mistakes.classes().get(count.prediction())))
          .append("</td><td>")
          .append(count.samples())
          .append("</td></tr>\n");
    }
    return html.append("</tbody></table>").toString();
  }

  private static String head(String scope, String name) {
    return "<th scope=\"" + scope + "\">" + escape(name) + "</th>";
  }
}
