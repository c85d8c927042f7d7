package io.d2v.bench.report;

import java.util.Base64;
import java.util.Locale;

/** Text inside HTML and SVG. */
final class Html {
  private Html() {}

  /** For content and for attributes in double quotes; HTML has no control characters. */
  static String escape(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\t\n\r]]", "\ufffd")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  /** A PNG file as an address. */
  static String png(byte[] file) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(file);
  }

  /** A place in a drawing, to a tenth. */
  static String place(double at) {
    return String.format(Locale.ROOT, "%.1f", at);
  }
}
