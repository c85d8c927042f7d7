package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration on text with so few steps that nothing is learned. */
final class TextDemoTest {
  @TempDir private Path folder;

  @Test
  void itComparesWithABagOfTokensAndKeepsTheLicence() throws IOException {
    Command demo =
        Command.d2v("demo", "--modality", "text", "--run", folder, "--seeds", 1, "--steps", 1);

    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("random-init", "bag of tokens", "pre-trained", "2,040 other");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("WordNet");
    assertThat(folder.resolve("data/copyright")).content().contains("Princeton University");
  }
}
