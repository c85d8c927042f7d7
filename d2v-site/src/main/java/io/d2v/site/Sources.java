package io.d2v.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The pages' files in a checkout.
 *
 * @param root of the checkout
 */
record Sources(Path root) {
  private static final List<String> AT_THE_TOP =
      List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "THIRD-PARTY.md");

  /** Those at the top and all of {@code docs}, from the root. */
  List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              AT_THE_TOP.stream().map(Path::of),
              docs.filter(file -> file.toString().endsWith(".md")).map(root::relativize).sorted())
          .toList();
    }
  }

  boolean isPage(Path source) {
    boolean ofDocs = source.startsWith("docs") && source.toString().endsWith(".md");
    return (ofDocs || AT_THE_TOP.contains(source.toString()))
        && Files.isRegularFile(root.resolve(source));
  }

  /** The files in a folder and below, without what a build made there; from the root. */
  List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(root.resolve(folder))) {
      return files
          .filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(file -> !file.toString().matches("(.*/)?target/.*"))
          .sorted()
          .toList();
    }
  }

  /** Where a source's page, file or folder is in the site. */
  Path place(Path source) {
    String name = source.toString();
    if (name.equals("README.md")) {
      return Path.of("index.html");
    }
    if (isPage(source)) {
      String below = name.replaceFirst("^docs/", "").replaceFirst("\\.md$", ".html");
      return Path.of(source.getParent() == null ? below.toLowerCase(Locale.ROOT) : below);
    }
    Path copied = Path.of("files").resolve(source);
    return Files.isDirectory(root.resolve(source)) ? copied.resolve("index.html") : copied;
  }
}
