package io.d2v.bench.report;

import java.util.Locale;

/** Text inside HTML and SVG. */
final class Html {
  private Html() {}

  /** For content and for attributes in double quotes. */
  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A place in a drawing, to a tenth. */
  static String place(double at) {
    return String.format(Locale.ROOT, "%.1f", at);
  }
}
