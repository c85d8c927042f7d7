package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytePairsTest {
  private static final BytePairs ENGLISH = english();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a kind of tree",
        "  two  spaces\tand a tab ",
        "it's we've they'll I'd 's 'S '",
        "line\r\nline\n\n",
        "\u00e9\u0301 na\u00efve \u4f60\u597d \ud83d\ude00\ud83d\udc69\u200d\ud83d\udc69 \u0000\u0001",
        "123 4\u00bd \u0663\u2167",
        "\u3000wide\u00a0space\u2028"
      })
  void decodingGivesBackWhatWasEncoded(String text) {
    assertThat(ENGLISH.decode(ENGLISH.encode(text))).isEqualTo(text);
  }

  @Test
  void anyCodePointSurvives() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      int point = random.nextInt(Character.MAX_CODE_POINT + 1);
      boolean half = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
      text.appendCodePoint(half ? ' ' : point);
    }
    assertThat(ENGLISH.decode(ENGLISH.encode(text.toString()))).isEqualTo(text.toString());
  }

  @Test
  void aWordOfAHundredThousandLettersIsEncodedToo() {
    String word = "abcdefghij".repeat(10_000);

    assertThat(ENGLISH.decode(ENGLISH.encode(word))).isEqualTo(word);
  }

  @Test
  void wordsAreCutAsGpt2CutsThem() {
    assertThat(words("Hello world, it's 2024!  \n\n  Two   spaces"))
        .containsExactly(
            "Hello", " world", ",", " it", "'s", " 2024", "!", "  \n\n ", " Two", "  ", " spaces");
  }

  @Test
  void theMostFrequentPairIsMergedFirstAndOfEqualOnesTheSmallest() {
    Map<String, Long> words = new LinkedHashMap<>();
    words.put("abab", 3L);
    words.put("cd", 6L);
    words.put("ef", 6L);
    Vocabulary learned = BytePairTrainer.train(words, List.of("<s>"), 1 + 256 + 3, 2);

    assertThat(learned.merges())
        .extracting(Vocabulary.Pair::joined)
        .containsExactly("ab", "cd", "ef");
    assertThat(learned.ids()).containsEntry("<s>", 0).containsEntry("ef", 259);
  }

  @Test
  void rarePairsAreNotMerged() {
    assertThat(BytePairTrainer.train(Map.of("xy", 1L), List.of(), 1000, 2).merges()).isEmpty();
  }

  @Test
  void fairseqsFilesGiveItsOwnIds() throws IOException {
    StringBuilder encoder = new StringBuilder("{");
    for (int value = 0; value < 256; value++) {
      String token = String.valueOf(ByteCharacters.of(value));
      String quoted = token.equals("\"") || token.equals("\\") ? "\\" + token : token;
      encoder.append('"').append(quoted).append("\": ").append(value).append(", ");
    }
    Files.writeString(folder.resolve("encoder.json"), encoder + "\"ab\": 256}");
    Files.writeString(folder.resolve("vocab.bpe"), "#version: 0.2\na b\n");
    StringBuilder dictionary = new StringBuilder("256 9\n");
    for (int value = 255; value >= 0; value--) {
      dictionary.append(value).append(" 1\n");
    }
    Files.writeString(folder.resolve("dict.txt"), dictionary);

    BytePairs read = TokenizerFiles.read(folder);

    assertThat(read.encode("ab")).containsExactly(4);
    assertThat(read.encode("b")).containsExactly(5 + 255 - 'b');
    assertThat(read.size()).isEqualTo(4 + 257 + 1);
    assertThat(read.id("<mask>")).hasValue(261);
  }

  @Test
  void whatFairseqsDictionaryLacksIsUnknownAndStillMerged() throws IOException {
    TokenizerWriter.writeFairseq(
        BytePairTrainer.train(Map.of("abc", 9L), TokenizerFiles.SPECIAL, 263, 2), folder);
    Path dictionary = folder.resolve("dict.txt");
    List<String> lines = new ArrayList<>(Files.readAllLines(dictionary));
    int lacking = lines.indexOf("256 1"); // ab, of which abc is made
    lines.remove(lacking);
    Files.write(dictionary, lines);

    BytePairs read = TokenizerFiles.read(folder);

    assertThat(read.size()).isEqualTo(262);
    assertThat(read.encode("abc")).hasSize(1);
    assertThat(read.decode(read.encode("abc"))).isEqualTo("abc");
    assertThat(read.encode("ab")).containsExactly(read.id("<unk>").orElseThrow());
    assertThatThrownBy(
            () -> TokenizerWriter.write(TokenizerFiles.vocabulary(folder), folder.resolve("hf")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lacks");
  }

  @Test
  void aFolderWithoutATokenizerSaysWhatWasLookedFor() {
    assertThatThrownBy(() -> TokenizerFiles.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tokenizer.json")
        .hasMessageContaining("dict.txt");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {}}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 2000000000}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": -1}, \"merges\": []}}",
        "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0}, \"merges\": [\"a\"]}}"
      })
  void aDamagedTokenizerIsOneClearError(String json) throws IOException {
    Path file = Files.writeString(folder.resolve("tokenizer.json"), json);

    assertThatThrownBy(() -> TokenizerFiles.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("tokenizer.json");
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    WordScanner scanner = new WordScanner(text);
    while (scanner.next()) {
      words.add(scanner.word());
    }
    return words;
  }

  private static BytePairs english() {
    try {
      return Tokenizers.named("english");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
