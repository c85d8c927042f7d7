package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsLogTest {
  @TempDir Path folder;
  private Path file = Path.of("");

  @BeforeEach
  void begin() {
    file = folder.resolve("metrics.jsonl");
  }

  @Test
  void numbersReadBackToTheSameBits() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<Double> numbers =
        LongStream.concat(LongStream.of(0, 1, 1L << 63), random.longs(2000))
            .mapToObj(Double::longBitsToDouble)
            .toList();
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      for (int i = 0; i < numbers.size(); i++) {
        log.write(i, Map.of("loss", numbers.get(i)));
      }
    }

    assertThat(MetricsLog.read(file))
        .extracting(entry -> entry.values().get("loss"))
        .isEqualTo(numbers);
  }

  @Test
  void whatIsNoNumberIsKept() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      log.write(1, Map.of("a", Double.NaN));
      log.write(2, Map.of("a", Float.NEGATIVE_INFINITY));
      log.write(3, Map.of("a", 7L));
      log.write(4, Map.of("a", 0.1f));
    }

    assertThat(MetricsLog.read(file))
        .extracting(entry -> entry.values().get("a"))
        .containsExactly(Double.NaN, Double.NEGATIVE_INFINITY, 7.0, (double) 0.1f);
    assertThat(Files.readString(file)).contains("{\"step\":3,\"a\":7}\n");
  }

  @Test
  void aContinuedLogEqualsThatOfARunThatNeverStopped() throws IOException {
    Path whole = folder.resolve("whole.jsonl");
    write(whole, 0, 10);

    write(file, 0, 7);
    Files.writeString(file, "{\"step\":8,\"lo", StandardOpenOption.APPEND);
    write(file, 4, 10);

    assertThat(file).hasSameBinaryContentAs(whole);
  }

  @Test
  void whatALossOfPowerMadeOfLaterLinesIsCutOff() throws IOException {
    Path whole = folder.resolve("whole.jsonl");
    write(whole, 0, 10);

    write(file, 0, 4);
    Files.write(file, new byte[5000], StandardOpenOption.APPEND);
    Files.writeString(file, "\n{\"step\":9,\"loss\":1}\nrubbish\n", StandardOpenOption.APPEND);
    write(file, 4, 10);

    assertThat(file).hasSameBinaryContentAs(whole);
  }

  @Test
  void aLongLogIsNotReadAsAWhole() throws IOException {
    int lines = 200_000;
    try (MetricsLog log = MetricsLog.open(file, 0)) {
      for (long step = 1; step <= lines; step++) {
        log.write(step, Map.of("loss", 1.0 / step));
      }
    }
    byte[] content = Files.readAllBytes(file);
    content[10] = '!'; // nobody looks at the first line
    Files.write(file, content);

    MetricsLog.open(file, lines - 50_000).close(); // further back than one piece

    String left = Files.readString(file);
    assertThat(left).endsWith("\n");
    assertThat(left.substring(left.lastIndexOf('{'))).startsWith("{\"step\":150000,");
  }

  @Test
  void linesThatAreNotOfEveryStepAreKept() throws IOException {
    try (MetricsLog log = MetricsLog.open(file, -1)) {
      log.write(0, Map.of("probe", 0.1));
      log.write(100, Map.of("probe", 0.2));
      log.write(200, Map.of("probe", 0.3));
    }
    MetricsLog.open(file, 199).close();
    assertThat(MetricsLog.read(file)).extracting(MetricsLog.Entry::step).containsExactly(0L, 100L);
    MetricsLog.open(file, 0).close();
    assertThat(MetricsLog.read(file)).extracting(MetricsLog.Entry::step).containsExactly(0L);
    MetricsLog.open(file, -1).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aLogThatLacksLinesGoesOn() throws IOException {
    write(file, 0, 3);
    try (MetricsLog log = MetricsLog.open(file, 5)) {
      log.write(6, Map.of("loss", 0.1));
    }
    assertThat(MetricsLog.read(file))
        .extracting(MetricsLog.Entry::step)
        .containsExactly(1L, 2L, 3L, 6L);

    Files.delete(file);
    MetricsLog.open(file, 5).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void aNewRunBeginsWithAnEmptyLog() throws IOException {
    write(file, 0, 3);
    MetricsLog.open(file, 0).close();

    assertThat(MetricsLog.read(file)).isEmpty();
  }

  @Test
  void aDamagedLineIsNamed() throws IOException {
    Files.writeString(file, "{\"step\":1}\nnonsense\n{\"step\":3}\n");

    assertThatThrownBy(() -> MetricsLog.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("metrics.jsonl:2: this line is damaged");
  }

  private static void write(Path file, long after, long until) throws IOException {
    try (MetricsLog log = MetricsLog.open(file, after)) {
      for (long step = after + 1; step <= until; step++) {
        log.write(step, Map.of("loss", 1.0 / step));
      }
      log.sync();
    }
  }
}
