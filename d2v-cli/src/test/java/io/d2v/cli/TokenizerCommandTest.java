package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TokenizerCommandTest {
  @TempDir Path folder;

  @Test
  void aTokenizerIsLearnedAndWrittenInThreeLayouts() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "low lower lowest\n".repeat(9));
    Path out = folder.resolve("tokenizer");

    Command command = Command.d2v("tokenizer", "train", text, "--vocab-size", 264, "--out", out);

    assertThat(command.err()).isEmpty();
    assertThat(command.code()).isZero();
    assertThat(command.out()).contains("264 tokens").contains(out.toString());
    assertThat(out.resolve("tokenizer.json")).isNotEmptyFile();
    assertThat(out.resolve("vocab.json")).isNotEmptyFile();
    assertThat(out.resolve("merges.txt")).hasContent("#version: 0.2\nl o\nlo w\n\u0120 low\n");
    assertThat(out.resolve("fairseq/dict.txt")).isNotEmptyFile();
  }

  @Test
  void textThatGivesFewerTokensIsSaidToDo() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "ab ab");

    Command command =
        Command.d2v("tokenizer", "train", text, "--vocab-size", 999, "--out", folder.resolve("t"));

    assertThat(command.out()).contains("262 tokens").contains("no more");
  }

  @Test
  void aSizeBelowTheBytesIsAUsageError() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "ab ab");

    Command command =
        Command.d2v("tokenizer", "train", text, "--vocab-size", 99, "--out", folder.resolve("t"));

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains("99", "261");
  }

  @Test
  void aFileWithoutTextIsAnErrorOfTheData() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "");

    Command command =
        Command.d2v("tokenizer", "train", text, "--vocab-size", 999, "--out", folder.resolve("t"));

    assertThat(command.code()).isEqualTo(4);
    assertThat(command.err()).contains("no text", text.toString());
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");

    Command command =
        Command.d2v("tokenizer", "train", missing, "--vocab-size", 999, "--out", folder);

    assertThat(command.code()).isEqualTo(2);
    assertThat(command.err()).contains(missing.toString());
  }
}
