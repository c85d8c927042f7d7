package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerWriterTest {
  private static final String TEXT = "lower and lowest, na\u00EFve \uD83D\uDE00\n";

  private final Vocabulary learned =
      BytePairTrainer.train(
          Map.of(" lower", 5L, " low", 7L, "est", 4L), TokenizerFiles.SPECIAL, 268, 2);

  @TempDir Path folder;

  @Test
  void tokenizerJsonIsReadBack() throws IOException {
    TokenizerWriter.write(learned, folder);

    same(TokenizerFiles.read(folder.resolve("tokenizer.json")));
  }

  @Test
  void vocabularyAndMergesAreReadBack() throws IOException {
    TokenizerWriter.write(learned, folder);
    Files.delete(folder.resolve("tokenizer.json"));

    same(TokenizerFiles.read(folder));
  }

  @Test
  void fairseqsFilesAreReadBack() throws IOException {
    TokenizerWriter.writeFairseq(learned, folder);

    same(TokenizerFiles.read(folder));
  }

  @Test
  void fairseqsFilesNeedItsFirstIds() {
    Vocabulary other = BytePairTrainer.train(Map.of("ab", 2L), List.of("<pad>"), 258, 2);

    assertThatThrownBy(() -> TokenizerWriter.writeFairseq(other, folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("<pad>");
  }

  private void same(BytePairs read) {
    BytePairs written = new BytePairs(learned);
    assertThat(read.size()).isEqualTo(268);
    assertThat(read.encode(TEXT)).isEqualTo(written.encode(TEXT));
    assertThat(read.decode(read.encode(TEXT))).isEqualTo(TEXT);
    TokenizerFiles.SPECIAL.forEach(
        token -> assertThat(read.id(token)).isEqualTo(written.id(token)));
  }
}
