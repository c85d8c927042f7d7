package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.bench.speed.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataPrepareCommandTest {
  @TempDir private Path folder;

  @Test
  void anIndexIsMadeOnceAndFilesAreUnpackedWhenAsked() throws IOException {
    new SyntheticImages().write(folder.resolve("images.tar"), 1);
    Command first = Command.d2v("data", "prepare", folder.toString());
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("images.tar: going through", "the index takes about", "1300 members", "made in");
    assertThat(folder.resolve("images.tar.d2v-index")).isRegularFile();

    Path out = folder.resolve("out");
    Command again =
        Command.d2v(
            "data", "prepare", folder.resolve("images.tar").toString(), "--unpack", out.toString());
    assertThat(again.out())
        .contains("was there", "unpacking 1300 files", "1300 files written, 0 were there");
    assertThat(out.resolve("n01440764/n01440764_7.JPEG")).isRegularFile();

    Command whole =
        Command.d2v(
            "data", "prepare", folder.resolve("images.tar").toString(), "--unpack", out.toString());
    assertThat(whole.out())
        .contains("takes about 0.0 MB of space", "0 files written, 1300 were there");
  }

  @Test
  void aPathWithoutArchivesIsAnError() throws IOException {
    assertThat(Command.d2v("data", "prepare", folder.toString()).err())
        .contains("hold no archives");
    Path text = Files.writeString(folder.resolve("a.txt"), "text");
    assertThat(Command.d2v("data", "prepare", text.toString()).err()).contains("a.txt", "is no");
  }

  @Test
  void aGroupAloneSaysWhatThereIs() {
    assertThat(Command.d2v("data").err()).contains("say what to do", "prepare");
  }

  @Test
  void aLargeArchiveIsMadeReadAndDeleted() throws IOException {
    Command bench =
        Command.d2v(
            "bench", "archive", "--gigabytes", "0.1", "--folder", folder.toString(), "--json");
    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out().lines()).hasSize(10);
    assertThat(bench.out()).contains("\"tenth\": 10, \"files\": 1300", "\"most_resident_mb\"");
    assertThat(folder).isEmptyDirectory();
  }
}
