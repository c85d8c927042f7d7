package io.d2v.bench.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Galleries as one HTML page. */
public final class GalleryPage {
  private GalleryPage() {}

  /**
   * Writes the page; what was there is replaced once the new page is complete.
   *
   * @param facts below the title
   */
  public static void write(String title, List<String> facts, List<Gallery> galleries, Path out)
      throws IOException {
    Page page = new Page(title, facts);
    galleries.forEach(gallery -> page.part(gallery.html()));
    page.write(out);
  }
}
