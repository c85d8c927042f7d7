package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "a\n", "a\nb", "a\r\nb\r\n", "\n\n", "\r\r\n\n", "a\rb\n\rc"})
  void linesAreThoseOfJava(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("text"), text);
    try (BufferedReader java = Files.newBufferedReader(file)) {
      assertThat(lines(file)).isEqualTo(java.lines().toList());
    }
  }

  @Test
  void linesLongerThanWhatIsReadAtOnceAreWhole() throws IOException {
    List<String> text = List.of("a".repeat(70_000), "", "b".repeat(131_072), "c".repeat(65_536));
    assertThat(lines(Files.write(folder.resolve("text"), text))).isEqualTo(text);
  }

  @Test
  void aLineThatNeverEndsIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("text"), "a\n" + "b".repeat(2 << 20));
    assertThatThrownBy(() -> lines(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("text, line 2: has more than 1048576 characters");
  }

  @Test
  void aCompressedFileThatUnpacksToFarMoreIsRefused() throws IOException {
    Path file = folder.resolve("text.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\n".repeat(32 << 20).getBytes(StandardCharsets.US_ASCII));
    }
    assertThatThrownBy(() -> lines(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("200 times");
  }

  private static List<String> lines(Path file) throws IOException {
    List<String> all = new ArrayList<>();
    try (Lines lines = Lines.of(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
      assertThat(lines.number()).isEqualTo(all.size());
    }
    return all;
  }
}
