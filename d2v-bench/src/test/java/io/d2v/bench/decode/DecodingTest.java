package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodingTest {
  private static final Letters LETTERS = Letters.english();
  private static final String HEARD = "  THEE  CAAT|  SAANNG";

  @TempDir Path folder;

  @Test
  void withoutABeamTheBestPathIsTaken() throws IOException {
    assertThat(Decoding.greedy().open(LETTERS).decode(emissions()).text()).isEqualTo("THECAT SANG");
    assertThat(Decoding.greedy().description()).contains("greedy");
  }

  @Test
  void aLanguageModelBringsItsOwnWords() throws IOException {
    Path text = Files.writeString(folder.resolve("text"), "the cat sang\nthe dog sang\n");
    Path arpa = folder.resolve("words.arpa");
    try (Sentences sentences = new Sentences(java.util.List.of(text), Sentences.Case.KEEP)) {
      ArpaFile.write(KneserNey.estimate(sentences, 2).model(), arpa);
    }
    Decoding decoding = Decoding.of(arpa);
    assertThat(decoding.open(LETTERS).decode(emissions()).text()).isEqualTo("THE CAT SANG");
    assertThat(decoding.description()).contains("words.arpa", "weight 2", "word score -1");
  }

  @Test
  void aLexiconAloneAllowsItsWordsAndABeamAloneAnyLetters() throws IOException {
    Path lexicon = Files.writeString(folder.resolve("lexicon"), "SANG\tS A N G |\nCAT\tC A T |\n");
    Optional<BeamSettings> beam = Optional.of(BeamSettings.withoutLanguageModel(20));
    Decoding words = new Decoding(Optional.empty(), Optional.of(lexicon), beam);
    assertThat(words.open(LETTERS).decode(emissions()).words()).containsAnyOf("SANG", "CAT");
    Decoding letters = new Decoding(Optional.empty(), Optional.empty(), beam);
    assertThat(letters.open(LETTERS).decode(emissions()).text()).isEqualTo("THECAT SANG");
    assertThat(letters.description()).contains("beam 20", "letters alone");
  }

  /** A boundary that is nearly heard, and one that is. */
  private static Emissions emissions() {
    float[] logits = new float[HEARD.length() * LETTERS.size()];
    for (int frame = 0; frame < HEARD.length(); frame++) {
      char heard = HEARD.charAt(frame);
      int letter = heard == ' ' ? LETTERS.blank() : LETTERS.symbols().indexOf("" + heard);
      logits[frame * LETTERS.size() + letter] = 8;
      if (heard == ' ') {
        logits[frame * LETTERS.size() + LETTERS.boundary()] = 6;
      }
    }
    return Emissions.ofLogits(logits, HEARD.length(), LETTERS.size());
  }
}
