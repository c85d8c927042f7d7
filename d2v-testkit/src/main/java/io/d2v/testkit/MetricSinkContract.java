package io.d2v.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.MetricSink;
import io.d2v.api.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a metric sink has to keep. */
public abstract class MetricSinkContract {
  private static final long UPDATES = 6;

  @TempDir private Path folder;

  /** For subclasses. */
  protected MetricSinkContract() {}

  /** The provider. */
  protected abstract MetricSink.Provider provider();

  /**
   * Settings of the sink.
   *
   * @param folder of the run; what is written may lie there too
   */
  protected abstract Settings settings(Path folder);

  /**
   * The updates that whoever reads what it passed on finds there, in order.
   *
   * @param folder of the run
   */
  protected abstract List<Long> updates(Path folder) throws IOException;

  @Test
  void itsNameIsLowerCaseWordsJoinedByHyphens() {
    assertThat(provider().name()).matches(ModalityContract.NAME);
  }

  @Test
  void nothingIsWrittenBeforeARunBegins() throws IOException {
    sink().close();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void everyUpdateIsPassedOn() throws IOException {
    tell(0, UPDATES);
    assertThat(updates(folder)).containsExactlyElementsOf(numbers(UPDATES));
  }

  @Test
  void aRunThatGoesOnAfterAStopIsOneRun() throws IOException {
    tell(0, 3);
    tell(3, UPDATES);
    assertThat(updates(folder)).containsExactlyElementsOf(numbers(UPDATES));
  }

  @Test
  void updatesThatAreToldAgainAfterACrashAreThereOnce() throws IOException {
    tell(0, 5);
    tell(2, UPDATES);
    assertThat(updates(folder)).containsExactlyElementsOf(numbers(UPDATES));
  }

  @Test
  void namesMayChangeAndNumbersMayBeNone() throws IOException {
    try (MetricSink sink = sink()) {
      sink.started(run(0));
      sink.measured(1, Map.of("loss", Double.NaN));
      sink.measured(2, Map.of("loss", Double.POSITIVE_INFINITY, "other name", 3L));
      sink.measured(3, Map.of());
    }
    assertThat(updates(folder)).contains(1L, 2L);
  }

  private void tell(long made, long until) throws IOException {
    try (MetricSink sink = sink()) {
      sink.started(run(made));
      for (long update = made + 1; update <= until; update++) {
        sink.measured(update, Map.of("loss", 1.0 / update, "samples", update));
      }
    }
  }

  private MetricSink sink() {
    return provider().create(settings(folder));
  }

  private MetricSink.Run run(long made) {
    return new MetricSink.Run("test", folder, made, UPDATES, Map.of("training.steps", "6"));
  }

  private static List<Long> numbers(long until) {
    return LongStream.rangeClosed(1, until).boxed().toList();
  }
}
