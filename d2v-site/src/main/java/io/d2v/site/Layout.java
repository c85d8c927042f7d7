package io.d2v.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is around the text of a page.
 *
 * @param navigation its menu
 * @param sources where the menu's pages are
 * @param withJavadoc whether the menu has d2v-api's
 */
record Layout(Navigation navigation, Sources sources, boolean withJavadoc) {
  static final Path JAVADOC = Path.of("api");

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      %s</style>
      </head>
      <body>
      <header><a href="%s">d2v</a> <a class="menu" href="#pages">All pages</a></header>
      <main>
      %s</main>
      <nav id="pages" aria-label="All pages">
      %s</nav>
      </body>
      </html>
      """;

  /**
   * A whole page.
   *
   * @param place of it in the site
   * @param body of it as HTML
   */
  String page(Path place, String title, String body) {
    return PAGE.formatted(
        escape(title), style(), to(place, Path.of("index.html")), body, menu(place));
  }

  private String menu(Path place) {
    StringBuilder menu = new StringBuilder();
    for (Navigation.Group group : navigation.groups()) {
      menu.append("<h2>").append(escape(group.heading())).append("</h2>\n<ul>\n");
      for (Navigation.Entry entry : group.entries()) {
        menu.append(item(place, sources.place(Path.of(entry.source())), entry.name()));
      }
      if (withJavadoc && group.heading().equals("Build upon")) {
        menu.append(item(place, JAVADOC.resolve("index.html"), "Javadoc of d2v-api"));
      }
      menu.append("</ul>\n");
    }
    return menu.toString();
  }

  private static String item(Path from, Path to, String name) {
    String current = from.equals(to) ? " aria-current=\"page\"" : "";
    return "<li><a href=\"%s\"%s>%s</a></li>\n".formatted(to(from, to), current, escape(name));
  }

  /** The address of a place as a page at another has it. */
  static String to(Path from, Path to) {
    Path folder = from.getParent();
    return (folder == null ? to : folder.relativize(to)).toString();
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static String style() {
    try (InputStream in = Objects.requireNonNull(Layout.class.getResourceAsStream("site.css"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
