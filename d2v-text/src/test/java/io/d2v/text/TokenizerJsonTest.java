package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a tokenizer asks for that is not done here is refused by its key, never ignored. */
class TokenizerJsonTest {
  @TempDir Path folder;

  private Path file;
  private String written;

  @BeforeEach
  void write() throws IOException {
    Vocabulary learned = BytePairTrainer.train(Map.of(" low", 7L), TokenizerFiles.SPECIAL, 264, 2);
    TokenizerWriter.write(learned, folder);
    file = folder.resolve("tokenizer.json");
    written = Files.readString(file);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "normalizer" : null | "normalizer" : {"type": "NFC"} | normalizer
          "type" : "ByteLevel" | "type" : "Whitespace" | pre_tokenizer
          "add_prefix_space" : false | "add_prefix_space" : true | pre_tokenizer.add_prefix_space
          "add_prefix_space" : false | "other" : false | pre_tokenizer.add_prefix_space
          "use_regex" : true | "use_regex" : false | pre_tokenizer.use_regex
          "dropout" : null | "dropout" : 0.1 | model.dropout
          "continuing_subword_prefix" : "" | "continuing_subword_prefix" : "##" | model.continuing_subword_prefix
          "end_of_word_suffix" : "" | "end_of_word_suffix" : "</w>" | model.end_of_word_suffix
          "byte_fallback" : false | "byte_fallback" : true | model.byte_fallback
          "byte_fallback" : false | "ignore_merges" : true | model.ignore_merges
          "special" : true | "special" : false | added_tokens
          """)
  void oneErrorNamesFileKeyAndValue(String here, String there, String key) throws IOException {
    assertThat(written).contains(here);
    String changed = written.replaceFirst(java.util.regex.Pattern.quote(here), there);
    Files.writeString(file, changed);

    assertThatThrownBy(() -> TokenizerFiles.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + ": " + key + " is ")
        .hasMessageContaining("but should be");
  }

  @Test
  void anIdThatWouldFillTheMemoryIsRefused() throws IOException {
    Files.writeString(file, written.replaceFirst("263", "1048576"));

    assertThatThrownBy(() -> TokenizerFiles.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("ids lie from 0 to below 1048576");
  }

  @Test
  void whatChangesNoIdIsTaken() throws IOException {
    Files.writeString(
        file,
        written
            .replace("\"dropout\" : null", "\"dropout\" : 0.0")
            .replace("\"truncation\" : null", "\"truncation\" : {\"max_length\": 8}"));

    assertThat(TokenizerFiles.read(folder).size()).isEqualTo(264);
  }

  @Test
  void aSpaceBeforeEachTextIsRefusedWithoutTokenizerJsonToo() throws IOException {
    Files.delete(file);
    Path config = folder.resolve("tokenizer_config.json");
    Files.writeString(config, "{\"add_prefix_space\": true}");

    assertThatThrownBy(() -> TokenizerFiles.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(config + ": add_prefix_space is true");

    Files.writeString(config, "{\"add_prefix_space\": false}");
    assertThat(TokenizerFiles.read(folder).size()).isEqualTo(264);
  }
}
