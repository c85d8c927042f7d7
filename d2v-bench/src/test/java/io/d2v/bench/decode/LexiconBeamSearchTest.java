package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.UserError;
import io.d2v.bench.decode.BeamSettings.Merging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LexiconBeamSearchTest {
  private static final Letters LETTERS = Letters.of(List.of("<pad>", "|", "A", "B"));
  private static final List<String> WORDS = List.of("A", "AA", "AB", "B", "BA");
  private static final NgramModel MODEL =
      KneserNey.estimate(
              Stream.of("A BA", "AB AB A", "B", "BA B A", "AA B AB").map(Words::of).toList(), 3)
          .model();

  @TempDir Path folder;

  static Stream<Arguments> cases() {
    return Stream.of(1L, 2L, 3L, 4L)
        .flatMap(
            seed ->
                Stream.of(Merging.values())
                    .flatMap(
                        merging ->
                            Stream.of(
                                Arguments.of(seed, settings(0, 0, 0, merging)),
                                Arguments.of(seed, settings(2, -1, 0, merging)),
                                Arguments.of(seed, settings(0.7, 0.5, -0.3, merging)))));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aWideBeamFindsTheTextsThatAllPathsGive(long seed, BeamSettings settings) {
    Emissions emissions = AllPaths.random(6, LETTERS.size(), seed);
    List<Map.Entry<List<String>, Double>> all = texts(emissions, settings);
    List<Hypothesis> found = search(settings).decode(emissions, 25);
    assertThat(found).hasSize(25);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).score()).isEqualTo(all.get(i).getValue(), within(1e-9));
      assertThat(found.get(i).words()).isEqualTo(all.get(i).getKey());
      double whole =
          found.get(i).acoustic()
              + settings.languageModelWeight() * found.get(i).languageModel()
              + settings.wordScore() * found.get(i).words().size();
      assertThat(found.get(i).score()).isEqualTo(whole, within(1e-9));
    }
  }

  @Test
  void theLanguageModelChoosesBetweenWordsThatSoundAlike() throws IOException {
    Path file = Files.writeString(folder.resolve("lexicon"), "TWO\tA B |\nTOO\tA B\nONE\tB |\n");
    Lexicon lexicon = Lexicon.read(file, LETTERS);
    NgramModel model =
        KneserNey.estimate(Stream.of("ONE TWO", "ONE TWO", "TOO").map(Words::of).toList(), 2)
            .model();
    Decoder decoder =
        new LexiconBeamSearch(
            lexicon, LETTERS, Optional.of(model), settings(2, 0, 0, Merging.BEST));
    assertThat(decoder.decode(said(2, 3)).text()).isEqualTo("TOO");
    assertThat(decoder.decode(said(3, 1, 2, 3)).text()).isEqualTo("ONE TWO");
    assertThat(decoder.decode(said(3, 1, 2, 3), 2).get(1).text()).isEqualTo("ONE TOO");
  }

  @Test
  void aWordOutsideTheLexiconIsHeardOnlyWhereTheSettingsAllowIt() {
    Lexicon lexicon = Lexicon.of(List.of("ABBA"), LETTERS);
    BeamSettings none = settings(0, 0, 0, Merging.BEST);
    BeamSettings allowed =
        new BeamSettings(50, Double.POSITIVE_INFINITY, 0, 0, -1, 0, Merging.BEST);
    assertThat(decoder(lexicon, none).decode(said(2, 3, 1)).text()).isNotEqualTo("AB");
    Hypothesis beginning = decoder(lexicon, allowed).decode(said(2, 3, 1));
    assertThat(beginning.text()).isEqualTo("AB");
    assertThat(beginning.score()).isEqualTo(beginning.acoustic() - 1, within(1e-9));
  }

  @Test
  void whatCannotEndInAWordIsLeftOut() {
    Lexicon lexicon = Lexicon.of(List.of("AB"), LETTERS);
    BeamSettings narrow = new BeamSettings(1, 25, 0, 0, Double.NEGATIVE_INFINITY, 0, Merging.BEST);
    Emissions cut = said(2, 3, 1, 2);
    assertThat(decoder(lexicon, narrow).decode(cut).text()).isEqualTo("AB");
  }

  @Test
  void theSameEmissionsAlwaysGiveTheSameList() {
    Emissions even = Emissions.ofLogits(new float[32], 8, 4);
    BeamSettings settings = new BeamSettings(9, 25, 0, 0, Double.NEGATIVE_INFINITY, 0, Merging.SUM);
    List<Hypothesis> first = search(settings).decode(even, 9);
    for (int i = 0; i < 3; i++) {
      assertThat(search(settings).decode(even, 9)).isEqualTo(first);
    }
  }

  @Test
  void aLexiconOfWordsSaysWhichItCannotSpell() {
    Lexicon lexicon = Lexicon.of(List.of("ab", "C", "ba"), LETTERS);
    assertThat(lexicon.size()).isEqualTo(2);
    assertThat(lexicon.left()).containsExactly("C");
    assertThat(decoder(lexicon, settings(0, 0, 0, Merging.BEST)).decode(said(2, 3)).text())
        .isEqualTo("AB");
    assertThat(Lexicon.of(MODEL, LETTERS).size()).isEqualTo(WORDS.size());
  }

  @Test
  void damageInALexiconIsNamedWithItsLine() throws IOException {
    refuses("A\tA |\nC\tC |\n", "line 2", "'C' is no letter");
    refuses("A\tA | A\n", "line 1", "'|' is no letter");
    refuses("A\n", "line 1", "no spelling");
    refuses("A\t|\n", "line 1", "no spelling");
    refuses("\n", "no words");
  }

  @Test
  void settingsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> new BeamSettings(0, 25, 2, -1, 0, 0, Merging.BEST))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new BeamSettings(5, 0, 2, -1, 0, 0, Merging.BEST))
        .isInstanceOf(UserError.class);
    assertThatThrownBy(() -> new BeamSettings(5, 25, Double.NaN, -1, 0, 0, Merging.BEST))
        .isInstanceOf(UserError.class);
  }

  private void refuses(String content, String... messages) throws IOException {
    Path file = Files.writeString(folder.resolve("damaged"), content);
    assertThatThrownBy(() -> Lexicon.read(file, LETTERS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(messages);
  }

  private static BeamSettings settings(
      double weight, double word, double silence, Merging merging) {
    return new BeamSettings(
        100_000,
        Double.POSITIVE_INFINITY,
        weight,
        word,
        Double.NEGATIVE_INFINITY,
        silence,
        merging);
  }

  private static Decoder search(BeamSettings settings) {
    return new LexiconBeamSearch(Lexicon.of(WORDS, LETTERS), LETTERS, Optional.of(MODEL), settings);
  }

  private static Decoder decoder(Lexicon lexicon, BeamSettings settings) {
    return new LexiconBeamSearch(lexicon, LETTERS, Optional.empty(), settings);
  }

  /** Every sequence of words that some path spells, the best first. */
  private static List<Map.Entry<List<String>, Double>> texts(
      Emissions emissions, BeamSettings settings) {
    Map<List<String>, Double> texts = new HashMap<>();
    AllPaths.spelled(emissions, LETTERS, settings.silenceScore(), settings.merging())
        .forEach(
            (ids, score) -> {
              List<String> words =
                  Words.of(LETTERS.text(ids.stream().mapToInt(Integer::intValue).toArray()));
              if (WORDS.containsAll(words)) {
                texts.merge(words, score, settings.merging()::of);
              }
            });
    List<Map.Entry<List<String>, Double>> scored = new ArrayList<>();
    texts.forEach(
        (words, score) ->
            scored.add(
                Map.entry(
                    words,
                    score
                        + settings.languageModelWeight() * MODEL.score(words)
                        + settings.wordScore() * words.size())));
    scored.sort(Map.Entry.comparingByValue(Comparator.reverseOrder()));
    return scored;
  }

  /** Letters that are heard clearly, one a frame. */
  private static Emissions said(int... letters) {
    float[] logits = new float[letters.length * LETTERS.size()];
    for (int t = 0; t < letters.length; t++) {
      logits[t * LETTERS.size() + letters[t]] = 12;
    }
    return Emissions.ofLogits(logits, letters.length, LETTERS.size());
  }
}
