package io.d2v.site;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes the site: {@code CHECKOUT OUT [JAVADOC]}. */
public final class Main {
  private Main() {}

  /**
   * Writes it, and ends with an error where a link of it leads nowhere.
   *
   * @param arguments the folders of the checkout, of the site, and of d2v-api's Javadoc, if there
   *     is one
   * @throws IOException if reading or writing fails
   */
  public static void main(String[] arguments) throws IOException {
    Sources sources = new Sources(Path.of(arguments[0]).normalize());
    Path out = Path.of(arguments[1]);
    boolean withJavadoc = arguments.length > 2;
    Site site = new Site(sources, new Layout(Navigation.OF_D2V, sources, withJavadoc), out);
    site.write();
    if (withJavadoc) {
      site.addJavadoc(Path.of(arguments[2]));
    }
    List<String> broken = new Links(out).broken();
    if (!broken.isEmpty()) {
      throw new IllegalStateException("links that lead nowhere:\n" + String.join("\n", broken));
    }
    System.out.println("the site is at " + out.resolve("index.html").normalize());
  }
}
