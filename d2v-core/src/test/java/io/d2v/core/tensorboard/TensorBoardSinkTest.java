package io.d2v.core.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.d2v.api.MetricSink;
import io.d2v.api.UserError;
import io.d2v.core.recipe.RecipeReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.HistogramProto;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;

class TensorBoardSinkTest {
  private static final Instant NOON = Instant.parse("2026-01-02T12:00:00.250Z");

  @TempDir private Path folder;

  @Test
  void aFileSaysItsVersionWhereItBeginsAndTheNumbers() throws IOException {
    run(41, 42, NOON);

    List<Path> files = TensorFlowReader.files(folder);
    assertThat(files)
        .extracting(Path::getFileName)
        .map(Path::toString)
        .containsExactly("events.out.tfevents." + NOON.getEpochSecond() + ".d2v");
    List<Event> events = TensorFlowReader.events(files.get(0));
    assertThat(events).hasSize(3);
    assertThat(events.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    assertThat(events.get(0).getWallTime()).isEqualTo(NOON.toEpochMilli() / 1e3);
    assertThat(events.get(1).getSessionLog().getStatus()).isEqualTo(SessionLog.SessionStatus.START);
    assertThat(events.get(1).getStep()).isEqualTo(42);
    assertThat(TensorFlowReader.scalars(folder))
        .isEqualTo(Map.of(42L, Map.of("loss", 1 / 42f, "samples", 42f)));
  }

  @Test
  void numbersThatAreNoneAndLargeStepsArriveAsTheyAre() throws IOException {
    long step = (1L << 40) + 3;
    try (MetricSink sink = new TensorBoardSink(Clock.fixed(NOON, ZoneOffset.UTC))) {
      sink.started(new MetricSink.Run("test", folder, 0, step, Map.of()));
      sink.measured(step, Map.of("loss", Double.NaN, "größer", Double.NEGATIVE_INFINITY));
    }
    assertThat(TensorFlowReader.scalars(folder))
        .isEqualTo(Map.of(step, Map.of("loss", Float.NaN, "größer", Float.NEGATIVE_INFINITY)));
  }

  @Test
  void histogramsAndPicturesArriveAsTheyAre() throws IOException {
    float[] spreads = {0, 1, 2, 3, 30, Float.NaN};
    float[][] picture = {{0, 0.5f, 1}, {1, 0.25f, 0}};
    try (MetricSink sink = new TensorBoardSink(Clock.fixed(NOON, ZoneOffset.UTC))) {
      sink.started(new MetricSink.Run("test", folder, 0, 9, Map.of()));
      sink.measured(7, Map.of("loss", 0.5));
      sink.seen(
          7,
          new MetricSink.Seen(
              Map.of("stage.encoder.spreads", spreads, "equal", new float[] {2, 2}),
              Map.of("stage.target", picture)));
    }

    List<Summary.Value> values =
        TensorFlowReader.events(TensorFlowReader.files(folder).get(0)).stream()
            .filter(event -> event.getStep() == 7)
            .flatMap(event -> event.getSummary().getValueList().stream())
            .toList();
    assertThat(values)
        .extracting(Summary.Value::getTag)
        .containsExactly("loss", "equal", "stage.encoder.spreads", "stage.target");
    HistogramProto histogram = values.get(2).getHisto();
    assertThat(histogram.getNum()).as("numbers that are none are left out").isEqualTo(5);
    assertThat(histogram.getMin()).isZero();
    assertThat(histogram.getMax()).isEqualTo(30);
    assertThat(histogram.getSum()).isEqualTo(36);
    assertThat(histogram.getSumSquares()).isEqualTo(914);
    assertThat(histogram.getBucketLimitList()).hasSize(30).isSorted().endsWith(30.0);
    assertThat(histogram.getBucketList()).hasSize(30).startsWith(1.0, 1.0, 1.0, 1.0).endsWith(1.0);
    assertThat(values.get(1).getHisto().getBucketList().stream().mapToDouble(n -> n).sum())
        .isEqualTo(2);
    Summary.Image image = values.get(3).getImage();
    assertThat(List.of(image.getHeight(), image.getWidth(), image.getColorspace()))
        .containsExactly(2, 3, 1);
    assertThat(TensorFlowReader.grey(image.getEncodedImageString().toByteArray()))
        .isDeepEqualTo(new int[][] {{0, 128, 255}, {255, 64, 0}});
  }

  @Test
  void aRecordThatAKillLeftTornIsCutOffByTheRunThatGoesOn() throws IOException {
    run(0, 3, NOON);
    Path killed = TensorFlowReader.files(folder).get(0);
    byte[] whole = Files.readAllBytes(killed);
    run(3, 4, NOON);
    Path next = TensorFlowReader.files(folder).get(1);
    int last = TensorFlowReader.events(killed).get(4).toByteArray().length + 16;

    int refused = 0;
    for (int lost = 1; lost < last; lost++) {
      Files.write(killed, Arrays.copyOf(whole, whole.length - lost));
      Files.delete(next);
      if (isRefused(killed)) {
        refused++;
      }
      run(2, 4, NOON);
      assertThat(TensorFlowReader.events(killed)).as("%d bytes lost", lost).hasSize(4);
      assertThat(TensorFlowReader.scalars(folder)).containsOnlyKeys(1L, 2L, 3L, 4L);
    }
    assertThat(refused).as("of %d torn files TensorFlow refuses", last - 1).isPositive();
  }

  private static boolean isRefused(Path file) throws IOException {
    try {
      TensorFlowReader.events(file);
      return false;
    } catch (TensorFlowException torn) {
      return true;
    }
  }

  @Test
  void whatALossOfPowerLeftAsZerosIsCutOff() throws IOException {
    run(0, 3, NOON);
    Path file = TensorFlowReader.files(folder).get(0);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length + 64));
    run(3, 4, NOON);
    assertThat(Files.readAllBytes(file)).isEqualTo(whole);
  }

  @Test
  void aClockThatWasSetBackDoesNotChangeTheOrderOfFiles() throws IOException {
    run(0, 5, NOON);
    run(2, 6, NOON.minusSeconds(3600));
    assertThat(TensorFlowReader.files(folder)).hasSize(2);
    assertThat(TensorFlowReader.scalars(folder)).containsOnlyKeys(1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void aSettingThatThereIsNotIsAnError() {
    assertThatThrownBy(
            () -> new TensorBoardProvider().create(RecipeReader.section("metrics", "every: 3")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("every");
  }

  /** With {@code -Dtensorboard.python=PATH}, a Python that has tensorboard. */
  @Test
  void tensorBoardItselfReadsARunThatWasKilledAndWentOn() throws Exception {
    String python = System.getProperty("tensorboard.python");
    assumeThat(python).as("no -Dtensorboard.python=PATH was given").isNotNull();
    run(0, 5, NOON);
    Path killed = TensorFlowReader.files(folder).get(0);
    byte[] whole = Files.readAllBytes(killed);
    Files.write(killed, Arrays.copyOf(whole, whole.length - 3));
    run(2, 6, NOON);
    try (MetricSink sink = new TensorBoardSink(Clock.fixed(NOON, ZoneOffset.UTC))) {
      sink.started(new MetricSink.Run("test", folder, 6, 7, Map.of()));
      sink.seen(
          7,
          new MetricSink.Seen(
              Map.of("spreads", new float[] {1, 2}), Map.of("target", new float[][] {{0, 1}})));
    }

    String script =
        """
        import sys
        from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
        events = EventAccumulator(sys.argv[1])
        events.Reload()
        print([(e.step, round(1 / e.value)) for e in events.Scalars('loss')])
        print([(e.step, e.histogram_value.num) for e in events.Histograms('spreads')])
        print([(e.step, e.width, e.height) for e in events.Images('target')])
        """;
    Process process =
        new ProcessBuilder(python, "-c", script, folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    assertThat(out.strip())
        .isEqualTo(
            "[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 6)]\n" + "[(7, 2.0)]\n[(7, 2, 1)]");
  }

  private void run(long made, long until, Instant when) throws IOException {
    try (MetricSink sink = new TensorBoardSink(Clock.fixed(when, ZoneOffset.UTC))) {
      sink.started(new MetricSink.Run("test", folder, made, until, Map.of()));
      for (long update = made + 1; update <= until; update++) {
        sink.measured(update, Map.of("loss", 1.0 / update, "samples", update));
      }
    }
  }
}
