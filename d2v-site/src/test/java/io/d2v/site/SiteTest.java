package io.d2v.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documentation as a site. */
final class SiteTest {
  private static final Sources CHECKOUT = new Sources(Path.of(".."));

  @TempDir Path folder;

  @Test
  void everyLinkOfTheDocumentationLeadsSomewhere() throws IOException {
    assertThat(new Links(written(CHECKOUT)).broken()).isEmpty();
  }

  @Test
  void theMenuHasEveryPageOfDocs() throws IOException {
    List<Path> named =
        Navigation.OF_D2V.groups().stream()
            .flatMap(group -> group.entries().stream())
            .map(entry -> Path.of(entry.source()))
            .toList();
    assertThat(named)
        .containsAll(
            CHECKOUT.pages().stream()
                .filter(page -> Path.of("docs").equals(page.getParent()))
                .toList());
  }

  @Test
  void noPageAsksForAnythingOutside() throws IOException {
    Path site = written(CHECKOUT);
    try (Stream<Path> files = Files.walk(site)) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        assertThat(page)
            .content()
            .contains("default-src 'none'")
            .doesNotContain("<script", "<link", "<img", "<iframe", "@import", "url(");
      }
    }
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    Sources made = checkout("[a](docs/b.md#no) [c](docs/none.md) [d](#e) [f](docs/b.md#b)", "# B");

    assertThat(new Links(written(made)).broken())
        .containsExactlyInAnyOrder(
            "index.html: b.html#no", "index.html: files/docs/none.md", "index.html: #e");
  }

  @Test
  void filesAndFoldersThatPagesLinkToAreInTheSite() throws IOException {
    Sources made = checkout("[all](code) [one](code/a.txt)", "# B");
    Files.createDirectories(made.root().resolve("code/target"));
    Files.writeString(made.root().resolve("code/a.txt"), "a");
    Files.writeString(made.root().resolve("code/target/b.txt"), "b");

    Path site = written(made);

    assertThat(new Links(site).broken()).isEmpty();
    assertThat(site.resolve("files/code/a.txt")).hasContent("a");
    assertThat(site.resolve("files/code/target")).doesNotExist();
  }

  @Test
  void whatLooksLikeHtmlIsText() throws IOException {
    Path site = written(checkout("see <script>alert(1)</script> and `<b>`", "# B"));

    assertThat(site.resolve("index.html"))
        .content()
        .contains("&lt;script&gt;", "<code>&lt;b&gt;</code>")
        .doesNotContain("<script");
  }

  private Path written(Sources sources) throws IOException {
    Path site = Files.createTempDirectory(folder, "site");
    boolean whole = sources.equals(CHECKOUT);
    Navigation menu = whole ? Navigation.OF_D2V : new Navigation(List.of());
    new Site(sources, new Layout(menu, sources, false), site).write();
    return site;
  }

  private Sources checkout(String readme, String page) throws IOException {
    Path root = Files.createTempDirectory(folder, "checkout");
    Files.createDirectories(root.resolve("docs"));
    for (String other :
        List.of("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "THIRD-PARTY.md")) {
      Files.writeString(root.resolve(other), "# " + other);
    }
    Files.writeString(root.resolve("README.md"), readme);
    Files.writeString(root.resolve("docs/b.md"), page);
    return new Sources(root);
  }
}
