package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.MetricSink;
import io.d2v.api.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of what a run measures never stands in the run's way. */
class MetricSinkTest {
  @TempDir Path temp;
  private RunFolder run;

  @BeforeEach
  void makesAFolder() throws IOException {
    run = RunFolder.create(temp.resolve("run"));
  }

  @Test
  void itIsToldWhatTheLogSaysAndClosedWithIt() throws IOException {
    Heard sink = new Heard(Long.MAX_VALUE);
    try (RunWriter writer = RunWriter.open(run, 0, Keep.newest(1))) {
      writer.tell(sink, started(0));
      writer.measured(1, Map.of("loss", 0.5), MetricSink.Seen.NOTHING);
      writer.measured(2, Map.of("loss", 0.25), MetricSink.Seen.NOTHING);
    }
    assertThat(sink.said)
        .containsExactly("started after 0", "1 {loss=0.5}", "2 {loss=0.25}", "closed");
    assertThat(MetricsLog.read(run.metrics())).hasSize(2);
  }

  @Test
  void onceItFailsTheRunGoesOnWithoutIt() throws IOException {
    Heard sink = new Heard(2);
    try (RunWriter writer = RunWriter.open(run, 0, Keep.newest(1))) {
      writer.tell(sink, started(0));
      for (long update = 1; update <= 4; update++) {
        writer.measured(update, Map.of("loss", 0.5), MetricSink.Seen.NOTHING);
      }
    }
    assertThat(sink.said).containsExactly("started after 0", "1 {loss=0.5}", "closed");
    assertThat(MetricsLog.read(run.metrics())).hasSize(4);
  }

  @Test
  void oneThatCannotBeginEndsTheRun() {
    Heard sink = new Heard(0);
    RunWriter writer = RunWriter.open(run, 0, Keep.newest(1));
    assertThatThrownBy(() -> writer.tell(sink, started(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("section metrics (" + Heard.class.getName() + ") can't begin")
        .hasMessageContaining("no connection");
    assertThat(sink.said).containsExactly("closed");
    assertThatThrownBy(() -> writer.measured(1, Map.of("loss", 0.5), MetricSink.Seen.NOTHING))
        .isInstanceOf(UserError.class);
  }

  private MetricSink.Run started(long made) {
    return new MetricSink.Run("test", run.path(), made, 4, Map.of());
  }

  /** Fails at an update; at its start with 0. */
  private static final class Heard implements MetricSink {
    private final List<String> said = new ArrayList<>();
    private final long failsAt;

    Heard(long failsAt) {
      this.failsAt = failsAt;
    }

    @Override
    public void started(Run run) throws IOException {
      failAt(0);
      said.add("started after " + run.made());
    }

    @Override
    public void measured(long update, Map<String, Number> values) throws IOException {
      failAt(update);
      said.add(update + " " + values);
    }

    private void failAt(long update) throws IOException {
      if (update == failsAt) {
        throw new IOException("no connection");
      }
    }

    @Override
    public void close() {
      said.add("closed");
    }
  }
}
