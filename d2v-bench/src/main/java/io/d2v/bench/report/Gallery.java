package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

import java.util.List;

/**
 * Figures of one kind that belong together.
 *
 * @param caption a sentence or two on what to see
 * @param columns how many figures a row has
 */
public record Gallery(String title, String caption, int columns, List<Figure> figures) {
  /** Copies the list, which has one figure or more. */
  public Gallery {
    if (columns < 1 || figures.isEmpty()) {
      throw new IllegalArgumentException(
          title + ": " + figures.size() + " figures, " + columns + " in a row");
    }
    figures = List.copyOf(figures);
  }

  String html() {
    StringBuilder html = new StringBuilder("<h2>").append(escape(title)).append("</h2>\n<p>");
    html.append(escape(caption)).append("</p>\n<div class=\"gallery ");
    html.append(figures.get(0).gallery()).append("\" style=\"--columns:").append(columns);
    html.append("\">\n");
    figures.forEach(figure -> html.append(figure.html()));
    return html.append("</div>\n").toString();
  }
}
