package io.d2v.bench.decode;

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

class LettersTest {
  private final Letters english = Letters.english();

  @TempDir Path folder;

  @Test
  void englishIsInTheOrderOfThePublishedModels() {
    assertThat(english.size()).isEqualTo(32);
    assertThat(english.blank()).isZero();
    assertThat(english.boundary()).isEqualTo(4);
    assertThat(english.spell("etaonihsrdlumwcfgypbvk'xjqz").ids())
        .startsWith(5, 6, 7)
        .endsWith(30, 31, 4);
  }

  @Test
  void spellingAndReadingGiveTheTextBackInTheAlphabetsCase() {
    Letters.Spelled spelled = english.spell("  It's a\tsmall\n world ");
    assertThat(english.text(spelled.ids())).isEqualTo("IT'S A SMALL WORLD");
    assertThat(spelled.unknown()).isEmpty();
    Letters small = Letters.of(List.of("<pad>", "|", "a", "ß"));
    assertThat(small.text(small.spell("Aß").ids())).isEqualTo("aß");
  }

  @Test
  void anEmptyTextHasNoLetters() {
    assertThat(english.spell(" ").ids()).isEmpty();
    assertThat(english.text(new int[0])).isEmpty();
  }

  @Test
  void typographicApostrophesAndCombiningMarksAreReadAsOneLetter() {
    assertThat(english.spell("don’t").ids()).isEqualTo(english.spell("don't").ids());
    Letters french = Letters.of(List.of("[PAD]", "|", "É", "T"));
    assertThat(french.spell("e\u0301te\u0301").ids()).containsExactly(2, 3, 2, 1);
  }

  @Test
  void unknownCharactersAreCountedAndBecomeTheUnknownSymbolWhereThereIsOne() {
    Letters.Spelled spelled = english.spell("a-b-1|𝄞");
    assertThat(spelled.unknown()).isEqualTo(Map.of("-", 2, "1", 1, "|", 1, "𝄞", 1));
    assertThat(spelled.ids()).containsExactly(7, 3, 24, 3, 3, 3, 3, 4);
    Letters few = Letters.of(List.of("<pad>", "|", "A"));
    assertThat(few.spell("a-a").ids()).containsExactly(2, 2, 1);
    assertThat(few.spell("a-a").unknown()).isEqualTo(Map.of("-", 1));
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Path file = folder.resolve("vocab.json");
    LettersFile.write(english, file);
    assertThat(LettersFile.read(file).symbols()).isEqualTo(english.symbols());
  }

  @Test
  void fairseqsDictionaryHasFourSymbolsBeforeItsFirstLine() throws IOException {
    Path file = Files.writeString(folder.resolve("dict.ltr.txt"), "| 94802\nE 51860\nT 38431\n");
    Letters letters = LettersFile.read(file);
    assertThat(letters.symbols()).containsExactly("<s>", "<pad>", "</s>", "<unk>", "|", "E", "T");
    assertThat(letters.blank()).isZero();
    assertThat(letters.text(new int[] {6, 5, 4})).isEqualTo("TE");
  }

  @Test
  void aDamagedFileIsNamedWithWhatIsWrong() throws IOException {
    assertRefused("vocab.json", "{\"<pad>\": 0, \"|\":", "not valid JSON");
    assertRefused("vocab.json", "{\"<pad>\": 0, \"|\": 2}", "none is 1");
    assertRefused("vocab.json", "{\"<pad>\": 0, \"|\": 0}", "have one id");
    assertRefused("vocab.json", "{\"<pad>\": 0, \"|\": \"x\"}", "no integer");
    assertRefused("vocab.json", "{\"<pad>\": 0, \"A\": 1}", "no word boundary");
    assertRefused("vocab.json", "{\"|\": 0, \"A\": 1}", "no blank");
    assertRefused("dict.txt", "| 1\nE\n", "line 2");
    assertRefused("dict.txt", "| 1\n| 1\n", "comes twice");
  }

  private void assertRefused(String name, String content, String message) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    assertThatThrownBy(() -> LettersFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }
}
