package io.d2v.bench.report;

import static io.d2v.bench.report.Html.escape;

/** A small picture. */
public final class Picture implements Figure {
  private final String title;
  private final byte[] png;

  /**
   * A picture with its title.
   *
   * @param title what is said below it; may be empty
   * @param png a PNG file
   */
  public Picture(String title, byte[] png) {
    this.title = title;
    this.png = png;
  }

  /** What is said below it; may be empty. */
  public String title() {
    return title;
  }

  /** Its PNG file. */
  public byte[] png() {
    return png;
  }

  @Override
  public String html() {
    String said = escape(title);
    return "<figure><img alt=\""
        + said
        + "\" src=\""
        + Html.png(png)
        + "\"/><figcaption>"
        + said
        + "</figcaption></figure>\n";
  }

  @Override
  public String gallery() {
    return "pictures";
  }
}
