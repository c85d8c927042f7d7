package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlossesTest {
  @TempDir static Path folder;
  private static List<String> train;
  private static List<String> test;

  @BeforeAll
  static void unpack() throws IOException {
    new Glosses().unpack(folder);
    train = Files.readAllLines(folder.resolve("train.tsv"));
    test = Files.readAllLines(folder.resolve("test.tsv"));
  }

  @Test
  void aLineIsACategoryAndWhatIsSaidOfANoun() {
    assertThat(train)
        .contains(
            "tops\tan entity that has physical existence",
            "animal\tlarge American feline resembling a lion",
            "time\ta period of time during which someone or something is tested");
  }

  @Test
  void everyNounOfWordNetThatIsExplainedOtherwiseIsThere() {
    assertThat(train).hasSize(79_548);
    assertThat(test).hasSize(2_040);
    assertThat(train.stream().map(GlossesTest::category).collect(Collectors.toSet())).hasSize(26);
  }

  @Test
  void whatIsTestedIsNotSeenBefore() {
    Set<String> seen = new HashSet<>(train.stream().map(GlossesTest::gloss).toList());

    assertThat(test.stream().map(GlossesTest::gloss)).noneMatch(seen::contains);
  }

  @Test
  void theLicenceIsBesideThem() {
    assertThat(folder.resolve("copyright"))
        .content()
        .contains("Princeton University", "Permission to use, copy, modify and distribute");
  }

  @Test
  void whatWasUnpackedStays(@TempDir Path again) throws IOException {
    Files.writeString(again.resolve("test.tsv"), "kept");

    new Glosses().unpack(again);

    assertThat(again).isDirectoryNotContaining("glob:**/train.tsv");
    assertThat(again.resolve("test.tsv")).hasContent("kept");
  }

  private static String category(String line) {
    return line.substring(0, line.indexOf('\t'));
  }

  private static String gloss(String line) {
    return line.substring(line.indexOf('\t') + 1);
  }
}
