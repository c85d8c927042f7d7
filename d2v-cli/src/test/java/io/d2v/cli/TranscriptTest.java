package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TranscriptTest {
  @Test
  void wordsAreLeftOutAndAdded() {
    TranscriptEntry entry =
        one("$ ./d2v embed runs/a b/ --batch 64 --out c # all", "- --batch 64", "+ --batch 2", "c");

    assertThat(entry.line().command()).isEqualTo("d2v embed runs/a b/ --batch 64 --out c");
    assertThat(entry.ran().command()).isEqualTo("d2v embed runs/a b/ --out c --batch 2");
    assertThat(entry.prints().lines()).containsExactly("c");
    assertThat(entry.page()).isTrue();
    assertThat(entry.code()).isZero();
  }

  @Test
  void whatFollowsIsWhatItPrints() {
    TranscriptEntry entry = one("% d2v plugins", "? 6", "= a.txt", "one", "", "- two", "", "# end");

    assertThat(entry.code()).isEqualTo(6);
    assertThat(entry.files()).containsExactly("a.txt");
    assertThat(entry.prints().lines()).containsExactly("one", "", "- two");
    assertThat(entry.page()).isFalse();
  }

  @Test
  void whatIsNoneIsNamedWithItsLine() {
    assertThatThrownBy(() -> one("$ ls")).hasMessageContaining("a.txt:2: no command of d2v");
    assertThatThrownBy(() -> one("$ d2v plugins", "- --json")).hasMessageContaining("[--json]");
    assertThatThrownBy(() -> Transcript.of("a.txt", List.of("loss", "$ d2v plugins")))
        .hasMessageContaining("a.txt");
  }

  @Test
  void variablesAreOfTheCommand() {
    TranscriptEntry entry = one("$ B='1 2' A=x ./d2v recipes tiny > mine.yaml");

    assertThat(entry.line().command()).isEqualTo("A=x B=1 2 d2v recipes tiny > mine.yaml");
    assertThat(entry.ran().environment()).containsEntry("B", "1 2").hasSize(2);
    assertThat(entry.ran().output()).hasValue("mine.yaml");
  }

  @Test
  void filesAreMadeWhereACommandNamesThem(@TempDir Path folder) throws IOException {
    StandIns files = new StandIns(folder);

    files.lay(List.of("embed", "holiday/", "--data", "imagenet=fashion-mnist/", "other"));
    files.lay(List.of("books/*.txt"));

    assertThat(folder.resolve("holiday/003.png")).isNotEmptyFile();
    assertThat(folder.resolve("fashion-mnist/train-images-idx3-ubyte.gz")).isNotEmptyFile();
    assertThat(folder.resolve("books/3.txt")).isNotEmptyFile();
    assertThat(folder.resolve("other")).doesNotExist();
  }

  private static TranscriptEntry one(String... lines) {
    List<String> all = new ArrayList<>(List.of("# before"));
    all.addAll(List.of(lines));
    return Transcript.of("a.txt", all).entries().get(0);
  }
}
