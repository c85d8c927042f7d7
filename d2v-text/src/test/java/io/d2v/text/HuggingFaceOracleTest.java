package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same ids as Hugging Face's tokenizers, on 100,000 lines of real and of hostile text. None of
 * it spells a special token: ours takes that for text, as fairseq does.
 */
class HuggingFaceOracleTest {
  private static final int REAL = 50_000;
  private static final int HOSTILE = 50_000;

  /** So many cases that a seed more says little; the same one makes a failure come again. */
  private static final long SEED = 20261123;

  private static BytePairs ours;
  private static HuggingFaceTokenizer theirs;

  @BeforeAll
  static void train(@TempDir Path folder) throws IOException {
    WordCounts words = new WordCounts();
    WordNet.text("data.adv").lines().forEach(line -> words.add(line + "\n"));
    HostileText hostile = new HostileText(new SplittableRandom(SEED + 1));
    IntStream.range(0, 3000).forEach(i -> words.add(hostile.line()));
    Vocabulary vocabulary =
        BytePairTrainer.train(
            words.counts(), List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>"), 8000, 2);
    TokenizerWriter.write(vocabulary, folder);
    ours = TokenizerFiles.read(folder);
    theirs =
        HuggingFaceTokenizer.builder()
            .optTokenizerPath(folder.resolve("tokenizer.json"))
            .optAddSpecialTokens(false)
            .optTruncation(false)
            .build();
  }

  @AfterAll
  static void close() {
    theirs.close();
  }

  @Test
  void realTextHasTheSameIdsAndComesBack() {
    List<String> lines =
        List.of("data.noun", "data.verb", "data.adj").stream()
            .flatMap(file -> WordNet.text(file).lines())
            .filter(line -> line.indexOf('|') > 0)
            .map(line -> line.substring(line.indexOf('|') + 1)) // the gloss
            .limit(REAL)
            .toList();

    assertThat(lines).hasSize(REAL);
    lines.forEach(HuggingFaceOracleTest::same);
  }

  @Test
  void hostileTextHasTheSameIdsAndComesBack() {
    HostileText hostile = new HostileText(new SplittableRandom(SEED));
    IntStream.range(0, HOSTILE).forEach(i -> same(hostile.line()));
  }

  @Test
  void charactersOfEveryKindBetweenLettersNumbersAndMarksHaveTheSameIds() {
    List<String> all = new ArrayList<>();
    int before = -1;
    for (int point = 1; point <= Character.MAX_CODE_POINT; point++) {
      int type = Character.getType(point);
      boolean border = type != before || ownClass(point) != ownClass(point - 1);
      before = type;
      if (type != Character.SURROGATE && (border || point < 0x800 || point % 29 == 0)) {
        String one = Character.toString(point);
        all.add("a" + one + "a1" + one + "1!" + one + "!");
      }
    }
    for (int from = 0; from < all.size(); from += 500) {
      same(String.join(" ", all.subList(from, Math.min(from + 500, all.size()))));
    }
  }

  private static int ownClass(int point) {
    return (CharacterClasses.letter(point) ? 1 : 0) + (CharacterClasses.number(point) ? 2 : 0);
  }

  @Test
  void veryLongWordsHaveTheSameIds() {
    for (String part : List.of("a", "ab", "in", " ", "e\u0301", "7", "\uD83D\uDE00", "-", "\r\n")) {
      same(part.repeat(2_000));
      same("x" + part.repeat(2_000) + "y");
    }
  }

  private static void same(String line) {
    int[] ids = ours.encode(line);
    int[] expected =
        Arrays.stream(theirs.encode(line, false, false).getIds())
            .mapToInt(Math::toIntExact)
            .toArray();
    if (!Arrays.equals(ids, expected)) {
      assertThat(ids).as("ids of %s", escaped(line)).isEqualTo(expected);
    }
    String back = ours.decode(ids);
    if (!back.equals(line)) {
      assertThat(escaped(back)).isEqualTo(escaped(line));
    }
  }

  private static String escaped(String line) {
    StringBuilder escaped = new StringBuilder();
    line.codePoints()
        .forEach(
            point ->
                escaped.append(
                    point > ' ' && point < 0x7F
                        ? Character.toString(point)
                        : "\\u{" + Integer.toHexString(point) + "}"));
    return escaped.toString();
  }

  /** Lines that are hard to cut into words. */
  private static final class HostileText {
    private static final List<String> PIECES =
        List.of(
            "'s",
            "'t",
            "'re",
            "'ve",
            "'m",
            "'ll",
            "'d",
            "'",
            "''",
            "'S",
            " ",
            "  ",
            "\t",
            "\r\n",
            "\n",
            "\r",
            "\u00A0",
            "\u3000",
            "\u200D",
            "\uFEFF",
            "\u0301",
            "\uD83D\uDC68\u200D\uD83D\uDC69",
            "\uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
            "the",
            " a",
            "Stra\u00DFe",
            "\u00BD",
            "\u0664",
            "\u216B",
            "1",
            "2026",
            "<",
            "mask",
            ">",
            "--",
            "...",
            "\u0000",
            "\u0001",
            "\u001C",
            "\u0085",
            "\u2028",
            "\u6771\u4EAC",
            "\u1100\u1161",
            "\u0928\u0940");

    private final SplittableRandom random;

    HostileText(SplittableRandom random) {
      this.random = random;
    }

    String line() {
      StringBuilder line = new StringBuilder();
      int pieces = 1 + random.nextInt(24);
      for (int i = 0; i < pieces; i++) {
        switch (random.nextInt(4)) {
          case 0 -> line.appendCodePoint(anyPlane());
          case 1 -> line.appendCodePoint(0x80 + random.nextInt(0x3000));
          default -> line.append(PIECES.get(random.nextInt(PIECES.size())));
        }
      }
      if (random.nextInt(500) == 0) {
        line.append(Character.toString(anyPlane()).repeat(1000));
      }
      return line.toString();
    }

    private int anyPlane() {
      while (true) {
        int point = (random.nextInt(17) << 16) + random.nextInt(1 << 16);
        if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
          return point;
        }
      }
    }
  }
}
