package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.Example;
import io.d2v.api.Mask;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import io.d2v.text.TextDataSettings.Documents;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** BERT's masks of whole words: 15 % of the tokens, 80 % of these the mask, 10 % another. */
class WholeWordsTest {
  private static final int DRAWS = 2000;
  private static final double SHARE = 0.15;
  private static final TokenSettings SETTINGS =
      new TokenSettings(
          List.of(256),
          8000,
          Optional.empty(),
          1,
          false,
          1e-5,
          Optional.of(4),
          MaskAt.INPUT,
          0.1,
          0.1,
          5);
  private static final Encoder ENCODER =
      new TokenEncoder(SETTINGS, new GivenIds(SETTINGS), new MaskedIds(SETTINGS));
  private static final RunMasker MASKER = new RunMasker(new RunMasker.Choice(SHARE, 1, true));

  private static Example example;
  private static List<Mask> masks;

  @BeforeAll
  static void draw() throws IOException, URISyntaxException {
    Path whale =
        Path.of(Objects.requireNonNull(WholeWordsTest.class.getResource("whale.txt")).toURI());
    TextDataSettings data =
        new TextDataSettings("english", 256, Documents.FILES, "UTF-8", Split.AUTO, 64);
    try (Dataset samples = new TextSource(data, Tokenizers.named("english")).open(whale)) {
      example = ENCODER.prepare(samples.read(0), Phase.TRAIN, new SplittableRandom(1));
    }
    masks =
        IntStream.range(0, DRAWS)
            .mapToObj(key -> MASKER.mask(ENCODER.grid(), example, new SplittableRandom(key)))
            .toList();
  }

  @Test
  void aWordBeginsWithASpaceOrAtALinesBegin() throws IOException {
    BytePairs english = Tokenizers.named("english");
    int[] line = english.encode("Ungainly leviathans breached");
    int[] ids = new int[line.length + 2];
    System.arraycopy(line, 0, ids, 1, line.length);
    ids[0] = english.id("<s>").orElseThrow();
    ids[ids.length - 1] = english.id("</s>").orElseThrow();

    BitSet starts = WordStarts.of(english).in(ids);

    List<String> words =
        starts.stream()
            .mapToObj(
                start -> {
                  int next = starts.nextSetBit(start + 1);
                  int end = next < 0 ? ids.length : next;
                  return english.decode(java.util.Arrays.copyOfRange(ids, start, end));
                })
            .toList();
    assertThat(words).containsExactly("<s>", "Ungainly", " leviathans", " breached", "</s>");
    assertThat(ids.length).isGreaterThan(words.size());
  }

  @Test
  void allTokensOfAWordAreMaskedOrNone() {
    BitSet starts = example.wordStarts().orElseThrow();
    assertThat(starts.cardinality()).isLessThan(example.valid());
    for (Mask mask : masks) {
      for (int token = 1; token < example.valid(); token++) {
        assertThat(starts.get(token) || mask.contains(token) == mask.contains(token - 1)).isTrue();
      }
    }
  }

  @Test
  void theShareIsBertsAndEveryWordHasItsTurn() {
    double mean = masks.stream().mapToInt(Mask::count).average().orElseThrow();
    assertThat(mean / example.valid()).isCloseTo(SHARE, within(0.002));
    assertThat(masks)
        .allMatch(mask -> mask.count() <= MASKER.most(ENCODER.grid()))
        .allMatch(mask -> mask.count() >= (int) (SHARE * example.valid()) - 2);
    for (int token = 0; token < example.valid(); token++) {
      int at = token;
      double often = masks.stream().filter(mask -> mask.contains(at)).count() / (double) DRAWS;
      assertThat(often).as("token %d", token).isCloseTo(SHARE, within(0.05));
    }
  }

  @Test
  void eightOfTenMaskedTokensBecomeTheMaskAndOneAnother() {
    int[] whole = ids(example);
    double masked = 0;
    double kept = 0;
    double count = 0;
    for (int key = 0; key < DRAWS; key++) {
      Mask mask = masks.get(key);
      int[] corrupted = ids(ENCODER.corrupt(example, mask, new SplittableRandom(key)));
      for (int token = 0; token < example.valid(); token++) {
        if (mask.contains(token)) {
          count++;
          masked += corrupted[token] == SETTINGS.maskId() ? 1 : 0;
          kept += corrupted[token] == whole[token] ? 1 : 0;
        } else {
          assertThat(corrupted[token]).isEqualTo(whole[token]);
        }
      }
    }
    assertThat(masked / count).isCloseTo(0.8, within(0.01));
    assertThat(kept / count).isCloseTo(0.1, within(0.01));
    assertThat((count - masked - kept) / count).isCloseTo(0.1, within(0.01));
  }

  @Test
  void dataThatDoesNotSayWhereWordsBeginIsAnError() {
    Example bare = new Example(Map.of(), 10);
    assertThatThrownBy(() -> MASKER.mask(ENCODER.grid(), bare, new SplittableRandom(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("whole_word");
  }

  @Test
  void wordsComeInsteadOfRuns() {
    assertThatThrownBy(() -> new RunMasker.Choice(0.35, 4, true))
        .hasMessageContaining("length to 1");
  }

  private static int[] ids(Example prepared) {
    return Objects.requireNonNull(prepared.arrays().get(TokenEncoder.IDS)).ints();
  }
}
