package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same files have the same hash, wherever they lie. */
class FileSizesTest {
  @TempDir Path folder;

  @Test
  void anotherNameOrSizeIsOtherData() throws IOException {
    Path data = data("data");
    String hash = FileSizes.hash(data);
    assertThat(FileSizes.hash(data("copy"))).isEqualTo(hash);
    Files.writeString(data.resolve("a/1.txt"), "longer");
    assertThat(FileSizes.hash(data)).isNotEqualTo(hash);
  }

  @Test
  void anIndexThatIsKeptBesideAnArchiveIsNoData() throws IOException {
    Path data = data("data");
    String hash = FileSizes.hash(data);
    Files.writeString(data.resolve("2.tar.d2v-index"), "where members lie");
    assertThat(FileSizes.hash(data)).isEqualTo(hash);
  }

  @Test
  void aLinkIsWhatItLeadsTo() throws IOException {
    Path data = data("data");
    Path link = Files.createSymbolicLink(folder.resolve("link"), data);
    assertThat(FileSizes.hash(link)).isEqualTo(FileSizes.hash(data));

    Path linked = Files.createDirectory(folder.resolve("linked"));
    Files.createSymbolicLink(linked.resolve("a"), data.resolve("a"));
    Files.createSymbolicLink(linked.resolve("2.tar"), data.resolve("2.tar"));
    assertThat(FileSizes.hash(linked)).isEqualTo(FileSizes.hash(data));
  }

  @Test
  void linksThatLeadNowhereOrInARingChangeNothing() throws IOException {
    Path data = data("data");
    String hash = FileSizes.hash(data);
    Files.createSymbolicLink(data.resolve("a/up"), data);
    Files.createSymbolicLink(data.resolve("gone"), data.resolve("nothing"));
    assertThat(FileSizes.hash(data)).isEqualTo(hash);
  }

  private Path data(String name) throws IOException {
    Path data = folder.resolve(name);
    Files.createDirectories(data.resolve("a"));
    Files.writeString(data.resolve("a/1.txt"), "one");
    Files.writeString(data.resolve("2.tar"), "more");
    return data;
  }
}
