package io.d2v.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.site.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation's site, page by page. */
@Tag("browser")
class SitePagesTest {
  @TempDir Path folder;

  @Test
  void everyPage() throws IOException {
    Path site = folder.resolve("site");
    Main.main(new String[] {"..", site.toString()});
    List<Path> pages;
    try (Stream<Path> files = Files.walk(site)) {
      pages = files.filter(file -> file.toString().endsWith(".html")).sorted().toList();
    }
    assertThat(pages).hasSizeGreaterThan(20);
    try (Chromium browser = Chromium.start(Files.createDirectories(folder.resolve("profile")))) {
      for (Path page : pages) {
        String name = "site-" + site.relativize(page).toString().replaceAll("\\W", "-");
        new Look(browser).at(name, page.toUri().toString(), Set.of());
      }
    }
  }
}
