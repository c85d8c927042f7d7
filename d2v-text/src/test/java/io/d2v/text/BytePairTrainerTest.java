package io.d2v.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Hugging Face's trainer learns was written by golden/train.py. */
class BytePairTrainerTest {
  private static final List<String> SPECIAL = List.of("<s>", "<pad>", "</s>", "<unk>", "<mask>");

  @TempDir Path folder;

  @Test
  void englishTextGivesTheMergesOfHuggingFace() throws IOException {
    Path corpus = Files.write(folder.resolve("corpus"), WordNet.bytes("data.adv"));

    Vocabulary learned = train(corpus, 3000, 2);

    assertThat(learned.merges()).isEqualTo(golden("adverbs.merges.txt"));
    assertThat(learned.size()).isEqualTo(3000);
  }

  @Test
  void manyScriptsAndTiesGiveTheMergesOfHuggingFace() throws IOException {
    Path corpus = Files.write(folder.resolve("corpus"), resource("hostile.txt"));

    assertThat(train(corpus, 700, 1).merges()).isEqualTo(golden("hostile.merges.txt"));
  }

  @Test
  void specialTokensComeFirstAndBytesAfterThem() {
    Vocabulary learned = BytePairTrainer.train(Map.of("ab", 3L), SPECIAL, 262, 2);

    assertThat(learned.ids()).containsEntry("<s>", 0).containsEntry("<mask>", 4);
    assertThat(learned.ids()).containsEntry("!", 5).containsEntry("ab", 261).hasSize(262);
  }

  @Test
  void rarePairsAreNotMerged() {
    Vocabulary learned = BytePairTrainer.train(Map.of("ab", 3L, "xy", 1L), SPECIAL, 1000, 2);

    assertThat(learned.merges()).containsExactly(new Vocabulary.Pair("a", "b"));
  }

  @Test
  void compressedTextIsReadToo() throws IOException {
    Path corpus = folder.resolve("corpus.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(corpus))) {
      out.write(resource("hostile.txt"));
    }

    assertThat(train(corpus, 700, 1).merges()).isEqualTo(golden("hostile.merges.txt"));
  }

  @Test
  void bytesThatAreNoTextAreAnErrorWithTheirPlace() throws IOException {
    Path corpus = Files.write(folder.resolve("corpus"), new byte[] {'a', '\n', (byte) 0xFF, 'b'});

    assertThatThrownBy(() -> new WordCounts().addFile(corpus))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(corpus.toString())
        .hasMessageContaining("not UTF-8");
  }

  private static Vocabulary train(Path corpus, int size, long least) throws IOException {
    WordCounts words = new WordCounts();
    words.addFile(corpus);
    return BytePairTrainer.train(words.counts(), SPECIAL, size, least);
  }

  private static List<Vocabulary.Pair> golden(String file) throws IOException {
    return new String(resource(file), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.startsWith("#version"))
        .map(line -> line.split(" "))
        .map(parts -> new Vocabulary.Pair(parts[0], parts[1]))
        .toList();
  }

  private static byte[] resource(String file) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            BytePairTrainerTest.class.getResourceAsStream("golden/" + file), file)) {
      return in.readAllBytes();
    }
  }
}
