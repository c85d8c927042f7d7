package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchCommandTest {
  @ParameterizedTest
  @ValueSource(strings = {"vision", "audio", "text"})
  void aStepIsTimedBesideThePeakOfTheSameProcess(String modality) {
    Command bench =
        Command.d2v(
            "bench",
            "step",
            "--modality",
            modality,
            "--size",
            "tiny",
            "--dtype",
            "fp32",
            "--steps",
            2,
            "--json");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains(
            "\"modality\": \"" + modality + "\"", "\"size\": \"tiny\"", "\"dtype\": \"fp32\"");
    assertThat(number(bench, "min_s")).isPositive();
    assertThat(number(bench, "median_s")).isGreaterThanOrEqualTo(number(bench, "min_s"));
    assertThat(number(bench, "share_of_peak")).isBetween(0.0, 1.0);
    assertThat(number(bench, "loss")).isPositive();
  }

  @Test
  void aStepIsTimedWithOtherSettingsAndLengths() {
    Command bench =
        Command.d2v(
            "bench",
            "step",
            "--modality",
            "text",
            "--size",
            "tiny",
            "--dtype",
            "fp32",
            "--steps",
            1,
            "--json",
            "--tokens",
            40,
            "--set",
            "training.memory=recompute",
            "--set",
            "transformer.attention_rows=16");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(number(bench, "loss")).isPositive();
    assertThat(number(bench, "resident_peak_gib"))
        .isGreaterThanOrEqualTo(number(bench, "resident_before_gib"));
  }

  @Test
  void readingIsTimed(@TempDir Path folder) throws IOException {
    Path text = folder.resolve("text.txt");
    Files.writeString(text, "the cat sat on the mat, the dog did not\n".repeat(2000));
    Path sound = Files.createDirectories(folder.resolve("sound"));
    try (InputStream in = BenchCommandTest.class.getResourceAsStream("spoken-digits/test.zip")) {
      Files.copy(in, sound.resolve("test.zip"));
    }

    Command bench =
        Command.d2v(
            "bench",
            "io",
            "--images",
            TinyImages.write(folder.resolve("images"), 20),
            "--sound",
            sound.resolve("test.zip"),
            "--text",
            text,
            "--seconds",
            0.2,
            "--json");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(number(bench, "images_per_s")).isPositive();
    assertThat(number(bench, "seconds_of_sound_per_s")).isPositive();
    assertThat(number(bench, "seconds")).isPositive();
    assertThat(number(bench, "megabytes_per_s")).isPositive();
  }

  @Test
  void readingNothingIsAUsageError() {
    assertThat(Command.d2v("bench", "io").code()).isEqualTo(2);
  }

  @Test
  void anUnknownModalityIsAUsageError() {
    Command bench = Command.d2v("bench", "step", "--modality", "smell");

    assertThat(bench.code()).isEqualTo(2);
    assertThat(bench.err()).contains("smell", "VISION");
  }

  private static double number(Command bench, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": ([0-9.]+)").matcher(bench.out());
    assertThat(found.find()).as(name + " in " + bench.out()).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
