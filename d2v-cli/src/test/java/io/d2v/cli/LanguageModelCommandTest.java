package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LanguageModelCommandTest {
  @TempDir Path folder;

  @Test
  void aModelIsMadeFromTextAndForetellsIt() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "go on\n\ngo home\nGo on now\n");
    Path out = folder.resolve("words.arpa.gz");

    Command train =
        Command.d2v("language-model", "train", text, "--order", 2, "--case", "upper", "--out", out);

    assertThat(train.err()).isEmpty();
    assertThat(train.code()).isZero();
    assertThat(train.out()).contains("10 words", "7 1-grams", "7 2-grams", out.toString());

    Command score = Command.d2v("language-model", "score", out, text, "--case", "upper");

    assertThat(score.err()).isEmpty();
    assertThat(score.out()).contains("over 10 words", "0 of them unknown");
  }

  @Test
  void textWithoutWordsIsAnErrorOfTheData() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "\n");

    Command train =
        Command.d2v("language-model", "train", text, "--out", folder.resolve("out.arpa"));

    assertThat(train.code()).isEqualTo(4);
    assertThat(train.err()).contains("no word", text.toString());
  }

  @Test
  void anOrderOutOfRangeAndAMissingFileAreUsageErrors() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "a");
    Path out = folder.resolve("out.arpa");

    assertThat(Command.d2v("language-model", "train", text, "--order", 9, "--out", out).code())
        .isEqualTo(2);
    assertThat(Command.d2v("language-model", "score", out, text).code()).isEqualTo(2);
    assertThat(Command.d2v("language-model").err()).contains("train or score");
  }
}
