package io.d2v.bench.report;

/** A picture of a gallery. */
public final class Picture {
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
}
