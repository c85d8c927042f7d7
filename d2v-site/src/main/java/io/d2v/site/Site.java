package io.d2v.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The site that is written: every page, and the files of the checkout that pages link to. */
final class Site {
  private final Sources sources;
  private final Layout layout;
  private final Path out;
  private final Set<Path> linked = new HashSet<>();
  private final Deque<Path> toCopy = new ArrayDeque<>();

  Site(Sources sources, Layout layout, Path out) {
    this.sources = sources;
    this.layout = layout;
    this.out = out;
  }

  void write() throws IOException {
    for (Path page : sources.pages()) {
      writePage(page);
    }
    while (!toCopy.isEmpty()) {
      Path source = toCopy.remove();
      Path file = sources.root().resolve(source);
      if (Files.isDirectory(file)) {
        writeFolder(source);
      } else if (Files.isRegularFile(file)) {
        Path copy = out.resolve(sources.place(source));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The Javadoc, which lies in a folder of its own. */
  void addJavadoc(Path javadoc) throws IOException {
    Path api = out.resolve(Layout.JAVADOC);
    try (Stream<Path> files = Files.walk(javadoc)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = api.resolve(javadoc.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void writePage(Path source) throws IOException {
    Path place = sources.place(source);
    Markdown text = Markdown.of(Files.readString(sources.root().resolve(source)));
    String title = text.title();
    write(
        place,
        place.equals(Path.of("index.html")) ? title : title + " - d2v",
        text.html(link -> address(source, place, link)));
  }

  /** A page for a folder that a page links to. */
  private void writeFolder(Path folder) throws IOException {
    Path place = sources.place(folder);
    StringBuilder list = new StringBuilder("<h1>" + folder + "</h1>\n<ul>\n");
    for (Path file : sources.files(folder)) {
      list.append(
          "<li><a href=\"%s\">%s</a></li>\n"
              .formatted(reached(place, file), Layout.escape(folder.relativize(file).toString())));
    }
    write(place, folder + " - d2v", list.append("</ul>\n").toString());
  }

  private void write(Path place, String title, String body) throws IOException {
    Path file = out.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, layout.page(place, title, body));
  }

  /** A link of a page as the site has it. */
  private String address(Path source, Path place, String link) {
    if (link.startsWith("#") || link.matches("[a-z]+:.*")) {
      return link;
    }
    List<String> parts = List.of(link.split("#", 2));
    Path above = source.getParent() == null ? Path.of("") : source.getParent();
    String reached = reached(place, above.resolve(parts.get(0)).normalize());
    return parts.size() == 1 ? reached : reached + "#" + parts.get(1);
  }

  /** The address of a source, which is copied if it is no page. */
  private String reached(Path from, Path source) {
    if (!sources.isPage(source) && linked.add(source)) {
      toCopy.add(source);
    }
    return Layout.to(from, sources.place(source));
  }
}
