package io.d2v.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    assertThat(bench.out()).containsPattern("\"device\": \"the (CPU|GPU).*float32");
    assertThat(number(bench, "peak_rss_mib")).isBetween(50.0, 1e6);
    assertThat(number(bench, "first_step_s")).isGreaterThanOrEqualTo(number(bench, "compile_s"));
    assertThat(number(bench, "start_to_first_step_s"))
        .isGreaterThanOrEqualTo(number(bench, "first_step_s"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "audio", "text"})
  void aStepOfData2Vec2HasAsMuchToDoAsTokensAreVisible(String modality) {
    Command usual = second(modality);
    Command most = second(modality, "--masked", 10);

    assertThat(usual.out()).contains("\"objective\": \"data2vec2\"");
    assertThat(number(usual, "loss")).isPositive();
    assertThat(number(most, "gflop")).isGreaterThan(number(usual, "gflop"));
  }

  private static Command second(String modality, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("bench", "step", "--objective", "data2vec2", "--json"));
    words.addAll(List.of("--modality", modality, "--size", "tiny", "--steps", 1));
    words.addAll(List.of("--dtype", "fp32", "--set", "objective.clones=4"));
    words.addAll(Arrays.asList(more));
    Command bench = Command.d2v(words.toArray());
    assertThat(bench.code()).as(bench.err()).isZero();
    return bench;
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "audio", "text"})
  void embeddingIsTimedOnMixedLengths(String modality) {
    Command bench =
        Command.d2v(
            "bench",
            "embed",
            "--modality",
            modality,
            "--size",
            "tiny",
            "--dtype",
            "fp32",
            "--batch",
            2,
            "--samples",
            12,
            "--rounds",
            2,
            "--json");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("\"batches\": " + (modality.equals("vision") ? "[2]" : "[8, 4, 2]"));
    assertThat(number(bench, "samples_per_s")).isPositive();
    assertThat(number(bench, "best_samples_per_s"))
        .isGreaterThanOrEqualTo(number(bench, "samples_per_s"));
    assertThat(number(bench, "resident_bytes")).isPositive();
    assertThat(number(bench, "padding")).isBetween(0.0, 0.7);
  }

  @Test
  void aProfileSaysWhereTheTimeGoes() {
    Command bench = Command.d2v("bench", "step", "--size", "tiny", "--steps", 1, "--profile");

    assertThat(bench.code()).as(bench.err()).isZero();
    assertThat(bench.out())
        .contains("by operation", "BatchMatMulV2", "by part of the model")
        .contains("student attention", "teacher mlp", "backward of student mlp", "update");
  }

  @Test
  void threadsAreTheBackends() {
    Command bench = Command.d2v("bench", "step", "--size", "tiny", "--threads", 0);

    assertThat(bench.code()).isEqualTo(3);
    assertThat(bench.err()).contains("threads and parallel_operations are at least 1: 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"vision", "text"}) // sound takes minutes
  void twiceTheArithmeticIsCountedAndTimed(String modality) {
    Command bench =
        Command.d2v(
            "bench",
            "scaling",
            "--modality",
            modality,
            "--size",
            "tiny",
            "--dtype",
            "fp32",
            "--rounds",
            2,
            "--json");

    assertThat(bench.code()).as(bench.err()).isZero();
    List<String> lines = bench.out().lines().toList();
    assertThat(lines).hasSize(4).allMatch(line -> line.contains("\"" + modality + "\""));
    assertThat(number(lines.get(0), "time_ratio")).isEqualTo(1);
    assertThat(number(lines.get(0), "flop_ratio")).isEqualTo(1);
    assertThat(lines.get(0)).contains("\"within_10_percent\": true");
    assertThat(number(lines.get(1), "flop_ratio")).as("tokens").isBetween(1.9, 3.0);
    // Blocks of all tokens come to one of these and a last one that is of masked tokens in part.
    assertThat(number(lines.get(2), "flop_ratio")).as("layers").isBetween(1.5, 2.5);
    assertThat(number(lines.get(3), "flop_ratio")).as("batch").isCloseTo(2, within(0.05));
    for (String line : lines) {
      double perFlop = number(line, "time_ratio") / number(line, "flop_ratio");
      assertThat(number(line, "time_per_flop")).isCloseTo(perFlop, within(0.01 * perFlop + 0.001));
    }
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
    assertThat(number(bench, "peak_rss_mib"))
        .isGreaterThanOrEqualTo(number(bench, "before_rss_mib"));
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
    return number(bench.out(), name);
  }

  private static double number(String out, String name) {
    Matcher found = Pattern.compile("\"" + name + "\": ([0-9.]+)").matcher(out);
    assertThat(found.find()).as(name + " in " + out).isTrue();
    return Double.parseDouble(found.group(1));
  }
}
