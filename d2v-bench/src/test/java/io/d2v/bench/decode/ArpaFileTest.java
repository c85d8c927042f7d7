package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArpaFileTest {
  private static final String TRIGRAMS =
      """
      What stands before the data is a comment.

      \\data\\
      ngram 1=6
      ngram 2=4
      ngram 3=2

      \\1-grams:
      -2.0\t<unk>
      -99\t<s>\t-0.5
      -1.0\t</s>
      -0.7\tA\t-0.25
      -0.8\tB\t-0.125
      -0.9\tC

      \\2-grams:
      -0.3\t<s> A\t-0.0625
      -0.4\tA B\t-0.5
      -0.2\tB C
      -0.6\tB </s>

      \\3-grams:
      -0.1\t<s> A B
      -0.15\tA B C

      \\end\\
      """;

  @TempDir Path folder;

  @Test
  void theLongestKnownNgramCountsAndBackOffsFillTheRest() throws IOException {
    NgramModel model = read(TRIGRAMS);
    int a = model.word("A");
    int b = model.word("B");
    int c = model.word("C");
    int begun = model.begin();
    assertThat(model.score(begun, a)).isEqualTo(-0.3, within(1e-6));
    int afterA = model.next(begun, a);
    assertThat(model.score(afterA, b)).isEqualTo(-0.1, within(1e-6));
    int afterB = model.next(afterA, b);
    assertThat(model.score(afterB, c)).isEqualTo(-0.15, within(1e-6));
    // A B </s> is unknown, B </s> is known: the weight of A B.
    assertThat(model.score(afterB, model.end())).isEqualTo(-0.5 - 0.6, within(1e-6));
    // <s> A C: the weights of <s> A and of A, and the unigram.
    assertThat(model.score(afterA, c)).isEqualTo(-0.0625 - 0.25 - 0.9, within(1e-6));
    assertThat(model.score(NgramModel.NOTHING, b)).isEqualTo(-0.8, within(1e-6));
    assertThat(model.score(List.of("A", "B", "C"))).isEqualTo(-0.3 - 0.1 - 0.15 - 1, within(1e-6));
  }

  @Test
  void sentencesScoreAsInKenLm() throws IOException, URISyntaxException {
    NgramModel model = ArpaFile.read(resource("words.arpa.gz"));
    List<String> golden = Files.readAllLines(resource("kenlm-scores.tsv"));
    assertThat(golden).hasSizeGreaterThan(20);
    for (String line : golden) {
      int tab = line.indexOf('\t');
      assertThat(model.score(Words.of(line.substring(tab))))
          .as(line)
          .isEqualTo(Double.parseDouble(line.substring(0, tab)), within(1e-5));
    }
  }

  @Test
  void textsOfOneFutureHaveOneState() throws IOException {
    NgramModel model = read(TRIGRAMS);
    int c = model.word("C");
    int b = model.word("B");
    int afterC = model.next(model.begin(), c);
    assertThat(model.next(model.next(afterC, c), c)).isEqualTo(afterC);
    assertThat(model.next(afterC, b)).isEqualTo(model.next(NgramModel.NOTHING, b));
    assertThat(model.next(model.next(afterC, model.word("A")), b))
        .isNotEqualTo(model.next(NgramModel.NOTHING, b));
  }

  @Test
  void anUnknownWordHasTheProbabilityOfTheUnknownAndNothingBehindIt() throws IOException {
    NgramModel model = read(TRIGRAMS);
    int unknown = model.word("ZEBRA");
    assertThat(model.isUnknown(unknown)).isTrue();
    int afterA = model.next(model.begin(), model.word("A"));
    assertThat(model.score(afterA, unknown)).isEqualTo(-0.0625 - 0.25 - 2, within(1e-6));
    assertThat(model.score(model.next(afterA, unknown), model.word("C")))
        .isEqualTo(-0.9, within(1e-6));
    NgramModel without =
        read(TRIGRAMS.replace("ngram 1=6", "ngram 1=5").replace("-2.0\t<unk>\n", ""));
    assertThat(without.score(NgramModel.NOTHING, without.word("ZEBRA"))).isEqualTo(-100);
    assertThat(without.words()).containsExactly("A", "B", "C");
  }

  @Test
  void aCompressedFileIsReadByItsContentNotItsName() throws IOException {
    Path file = folder.resolve("model");
    Files.write(file, compressed(TRIGRAMS));
    assertThat(ArpaFile.read(file).count(2)).isEqualTo(4);
  }

  @Test
  void whatIsWrittenScoresTheSame() throws IOException {
    NgramModel model = read(TRIGRAMS);
    for (String name : List.of("out.arpa", "out.arpa.gz")) {
      ArpaFile.write(model, folder.resolve(name));
      NgramModel again = ArpaFile.read(folder.resolve(name));
      assertThat(again.order()).isEqualTo(3);
      for (List<String> text : List.of(List.of("A", "B", "C"), List.of("C", "X", "B", "C"))) {
        assertThat(again.score(text)).isEqualTo(model.score(text), within(1e-5));
      }
    }
  }

  @Test
  void aModelOfUnigramsHasOneState() throws IOException {
    NgramModel model =
        read("\\data\\\nngram 1=3\n\n\\1-grams:\n-1\t<s>\n-1\t</s>\n-0.5\tA\n\n\\end\\\n");
    assertThat(model.begin()).isEqualTo(NgramModel.NOTHING);
    assertThat(model.next(model.begin(), model.word("A"))).isEqualTo(NgramModel.NOTHING);
    assertThat(model.score(List.of("A", "A"))).isEqualTo(-2, within(1e-6));
  }

  @Test
  void damageIsNamedWithItsLine() throws IOException {
    refuses("", "the file is empty");
    refuses("words\n", "line 1");
    refuses(TRIGRAMS.substring(0, 200), "the file ends here");
    refuses(TRIGRAMS.replace("ngram 2=4", "ngram 2=-3"), "line 5", "'ngram 2=-3'");
    refuses(
        TRIGRAMS.replace("-0.2\tB C", "-0.2\tB"), "line 19", "a 2-gram is a logarithm, 2 words");
    refuses(TRIGRAMS.replace("-0.4\tA B", "x\tA B"), "line 18", "'x' is no number");
    refuses(TRIGRAMS.replace("-0.4\tA B", "0.4\tA B"), "line 18", "not above 0");
    refuses(TRIGRAMS.replace("-0.4\tA B", "NaN\tA B"), "line 18", "no number");
    refuses(TRIGRAMS.replace("-0.4\tA B", "-0.4\tA D"), "line 18", "'D' is not among the 1-grams");
    refuses(TRIGRAMS.replace("-0.4\tA B", "-0.4\t<s> A"), "line 18", "second time");
    refuses(TRIGRAMS.replace("-0.8\tB", "-0.8\tA"), "line 13", "second time");
    refuses(TRIGRAMS.replace("<s> A B", "C A B"), "line 23", "no 2-gram of the file");
    refuses(TRIGRAMS.replace("ngram 2=4", "ngram 2=5"), "4 2-grams, not the 5");
    refuses(TRIGRAMS.replace("ngram 2=4", "ngram 2=many"), "line 5");
    refuses(TRIGRAMS.replace("ngram 2=4", "ngram 2=900000000000"), "line 5");
    refuses(TRIGRAMS.replace("ngram 2=4", "ngram 2=1000000000"), "line 5", "more than can follow");
    refuses(TRIGRAMS.replace("\\3-grams", "\\4-grams"), "'\\3-grams:' should stand here");
    refuses(TRIGRAMS.replace("</s>", "<end>"), "no '</s>'");
  }

  @Test
  void aModelThatDoesNotFitInMemoryIsRefusedBeforeMemoryIsAskedFor() throws IOException {
    long count = Math.min(Runtime.getRuntime().maxMemory() / 20, 1 << 29);
    Path file =
        Files.writeString(
            folder.resolve("large.arpa"), TRIGRAMS.replace("ngram 2=4", "ngram 2=" + count));
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(6 * count + 1000);
    }
    assertThatThrownBy(() -> ArpaFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContainingAll("MiB of memory", "-Xmx");
  }

  @Test
  void aTruncatedDownloadIsNamed() throws IOException {
    byte[] whole = compressed(TRIGRAMS);
    Path file = folder.resolve("part.arpa.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 20));
    assertThatThrownBy(() -> ArpaFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("breaks off");
  }

  private static Path resource(String name) throws URISyntaxException {
    return Path.of(Objects.requireNonNull(ArpaFileTest.class.getResource(name)).toURI());
  }

  private NgramModel read(String content) throws IOException {
    return ArpaFile.read(Files.writeString(folder.resolve("model.arpa"), content));
  }

  private void refuses(String content, String... messages) throws IOException {
    Path file = Files.writeString(folder.resolve("damaged.arpa"), content);
    assertThatThrownBy(() -> ArpaFile.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(messages);
  }

  private static byte[] compressed(String content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
