package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration on speech with so few steps that nothing is learned. */
final class SpeechDemoTest {
  @TempDir private Path folder;

  @Test
  void itComparesWithLogMelBandsAndKeepsTheLicence() throws IOException {
    Command demo =
        Command.d2v("demo", "--modality", "audio", "--run", folder, "--seeds", 1, "--steps", 1);

    assertThat(demo.code()).as(demo.err()).isZero();
    assertThat(demo.out()).contains("random-init", "log-mel bands", "pre-trained", "651 other");
    assertThat(Files.readString(folder.resolve("report.html"))).contains("five languages");
    assertThat(folder.resolve("data/copyright")).content().contains("Attribution-ShareAlike 3.0");
  }
}
