package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;
import static io.d2v.bench.report.Html.place;

import java.util.Locale;

/** Elements of a drawing. */
final class Svg {
  private Svg() {}

  /** A line of a class of the style sheet. */
  static String line(String kind, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
        kind,
        place(x1),
        place(y1),
        place(x2),
        place(y2));
  }

  /**
   * A line of text.
   *
   * @param anchor which part of it is at x: start, middle or end
   */
  static String text(String anchor, double x, double y, String text) {
    return String.format(
        Locale.ROOT,
        "<text text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
        anchor,
        place(x),
        place(y),
        escape(text));
  }
}
