package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Encoder.MaskAt;
import io.d2v.api.Encoder.Phase;
import io.d2v.api.MissingPart;
import io.d2v.api.Sample;
import io.d2v.api.UserError;
import io.d2v.files.Split;
import io.d2v.text.TextDataSettings.Documents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextSourceTest {
  @TempDir Path folder;

  @Test
  void samplesHoldWholeLinesOfOneDocument() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a kind of tree\nits wood\n\nanother document\n");

    assertThat(texts(Documents.BLOCKS, 32))
        .containsExactly("<s>a kind of tree</s>its wood</s>", "<s>another document</s>");
    assertThat(texts(Documents.FILES, 32))
        .containsExactly("<s>a kind of tree</s>its wood</s>another document</s>");
  }

  @Test
  void aLineThatDoesNotFitBeginsTheNextSampleAndALongOneIsCut() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a b c\nd e f\n" + "g ".repeat(12) + "\n");

    List<String> texts = texts(Documents.BLOCKS, 8);
    assertThat(texts.get(0)).isEqualTo("<s>a b c</s>");
    assertThat(texts.get(1)).isEqualTo("<s>d e f</s>");
    assertThat(String.join("", texts.subList(2, texts.size())).replaceAll("</?s>", ""))
        .isEqualTo("g ".repeat(12));
  }

  @Test
  void aGzippedFileIsReadToo() throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("a.txt.gz")))) {
      out.write("a kind of tree\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(texts(Documents.BLOCKS, 32)).containsExactly("<s>a kind of tree</s>");
  }

  @Test
  void labelledLinesAreASampleEach() throws IOException {
    Files.writeString(folder.resolve("a.tsv"), "plant\ta kind of tree\nanimal\ta kind of cat\n");
    try (Dataset data = open(Documents.BLOCKS, 32)) {
      assertThat(data.classes()).containsExactly("animal", "plant");
      assertThat(data.read(0).label()).hasValue(1);
      assertThat(data.length(1)).isPresent();
      assertThat(data.size()).isEqualTo(2);
    }
  }

  @Test
  void partsAreFoldersAndClassesThoseOfAllParts() throws IOException {
    for (String kind : List.of("txt", "tsv")) {
      Path data = Files.createDirectories(folder.resolve(kind));
      String begin = kind.equals("tsv") ? "plant\t" : "";
      Files.writeString(data.resolve("a." + kind), begin + "a kind of tree\n");
      try (Dataset all = open(data, Split.AUTO)) {
        assertThat(all.size()).isEqualTo(1);
      }
      for (Split split : List.of(Split.TRAIN, Split.TEST)) {
        assertThatThrownBy(() -> open(data, split)).isInstanceOf(MissingPart.class);
      }
    }
    Path lines = Files.createDirectories(folder.resolve("lines"));
    for (String part : List.of("train", "test")) {
      Files.createDirectories(lines.resolve(part));
      Files.writeString(lines.resolve(part + "/a.tsv"), part + "\ta kind of tree\n");
    }
    try (Dataset train = open(lines, Split.AUTO);
        Dataset test = open(lines, Split.TEST)) {
      assertThat(train.classes()).containsExactly("test", "train").isEqualTo(test.classes());
      assertThat(train.size()).isEqualTo(1);
      assertThat(train.read(0).label()).hasValue(1);
      assertThat(test.read(0).label()).hasValue(0);
    }
  }

  @Test
  void theVocabularySaysWhatIdsStandFor() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a kind of tree\n");
    try (Dataset data = open(Documents.BLOCKS, 32)) {
      Sample.Ids sample = (Sample.Ids) data.read(0).content();

      assertThat(IntStream.of(sample.ids().ints()).mapToObj(data.vocabulary()::get))
          .containsExactly("<s>", "a", " kind", " of", " tree", "</s>");
      assertThat(data.vocabulary()).hasSize(sample.vocabulary());
    }
  }

  @Test
  void bytesThatAreNotUtf8AreNamed() throws IOException {
    Files.write(folder.resolve("a.txt"), new byte[] {'o', 'k', (byte) 0xff, 'x'});

    assertThatThrownBy(() -> open(Documents.BLOCKS, 32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.txt")
        .hasMessageContaining("byte 2");
  }

  @Test
  void olderEncodingsAreReadAsSuch() throws IOException {
    Files.write(folder.resolve("a.txt"), "caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
    Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0x80});

    try (Dataset data = open(Documents.BLOCKS, 32, "windows-1252")) {
      assertThat(texts(data)).containsExactly("<s>caf\u00e9</s>", "<s>\u20ac</s>");
    }
  }

  @Test
  void anEncodingThatIsNoneIsNamed() {
    assertThatThrownBy(() -> open(Documents.BLOCKS, 32, "UTF 9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("UTF 9");
  }

  @Test
  void anEmptyCorpusIsAnError() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "\n \n");

    assertThatThrownBy(() -> open(Documents.BLOCKS, 32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("holds no text");
  }

  @Test
  void aDamagedLineIsASampleThatCantBeRead() throws IOException {
    Files.writeString(
        folder.resolve("a.tsv"),
        "plant\ttree\nno label\nplant\tcaf\u00e9\nplant\t \nplant\tweed\n",
        StandardCharsets.ISO_8859_1);

    try (Dataset data = open(Documents.BLOCKS, 32)) {
      assertThat(data.size()).isEqualTo(5);
      assertThat(data.classes()).containsExactly("plant");
      assertThat(data.read(4).label()).hasValue(0);
      for (int row = 1; row < 4; row++) {
        long index = row;
        assertThat(data.length(index)).isEmpty();
        assertThatThrownBy(() -> data.read(index))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("a.tsv:" + (row + 1))
            .hasMessageContaining(row == 2 ? "is not UTF-8" : "a label, a tab");
      }
    }
  }

  @Test
  void aTableWithoutALineThatCanBeReadIsRefused() throws IOException {
    Files.writeString(folder.resolve("a.tsv"), "no label\n");

    assertThatThrownBy(() -> open(Documents.BLOCKS, 32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("a.tsv:1");
  }

  @Test
  void aTokenizerThatDoesNotFitTheModelIsOneErrorAtTheFirstSample() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a kind of tree\n");
    TokenSettings smaller =
        new TokenSettings(
            List.of(32),
            7999,
            Optional.empty(),
            1,
            false,
            1e-5,
            Optional.of(4),
            MaskAt.INPUT,
            0,
            0,
            4);
    Encoder encoder = new TokenEncoder(smaller, new GivenIds(smaller), new MaskedIds(smaller));
    try (Dataset data = open(Documents.BLOCKS, 32)) {
      Sample first = data.read(0);
      assertThatThrownBy(() -> encoder.prepare(first, Phase.TRAIN, new SplittableRandom(1)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("8000")
          .hasMessageContaining("7999")
          .hasMessageContaining("data.tokenizer");
    }
  }

  private static Dataset open(Path source, Split split) throws IOException {
    TextDataSettings settings =
        new TextDataSettings("english", 32, Documents.BLOCKS, "UTF-8", split, 64);
    return new TextSource(settings, Tokenizers.named("english")).open(source);
  }

  private Dataset open(Documents documents, int tokens) throws IOException {
    return open(documents, tokens, "UTF-8");
  }

  private Dataset open(Documents documents, int tokens, String encoding) throws IOException {
    TextDataSettings settings =
        new TextDataSettings("english", tokens, documents, encoding, Split.AUTO, 64);
    return new TextSource(settings, Tokenizers.named("english")).open(folder);
  }

  private List<String> texts(Documents documents, int tokens) throws IOException {
    try (Dataset data = open(documents, tokens)) {
      for (long i = 0; i < data.size(); i++) {
        assertThat(data.length(i).orElseThrow()).isLessThanOrEqualTo(tokens);
      }
      return texts(data);
    }
  }

  private static List<String> texts(Dataset data) throws IOException {
    BytePairs tokenizer = Tokenizers.named("english");
    List<String> texts = new ArrayList<>();
    for (long i = 0; i < data.size(); i++) {
      Sample.Ids content = (Sample.Ids) data.read(i).content();
      texts.add(tokenizer.decode(content.ids().ints()));
    }
    return texts;
  }
}
