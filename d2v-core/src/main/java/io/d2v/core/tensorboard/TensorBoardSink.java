package io.d2v.core.tensorboard;

import io.d2v.api.MetricSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes scalars, histograms and pictures into event files in the run's folder, a new one each time
 * that the run begins or goes on. TensorBoard reads them by their names' order, and forgets what a
 * later one tells again.
 */
final class TensorBoardSink implements MetricSink {
  private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d{10})\\..*");

  private final Clock clock;
  private @Nullable RecordFile file;

  TensorBoardSink(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void started(Run run) throws IOException {
    long second = clock.millis() / 1000;
    for (Path before : eventFiles(run.folder())) {
      RecordFile.mend(before);
      second = Math.max(second, second(before) + 1); // clocks may be set back
    }
    RecordFile events =
        RecordFile.create(
            run.folder().resolve(String.format("events.out.tfevents.%010d.d2v", second)));
    file = events;
    events.write(Events.version(now()));
    events.write(Events.start(now(), run.made() + 1));
  }

  @Override
  public void measured(long update, Map<String, Number> values) throws IOException {
    begun(update).write(Events.scalars(now(), update, values));
  }

  @Override
  public void seen(long update, Seen seen) throws IOException {
    RecordFile events = begun(update);
    for (Map.Entry<String, float[]> one : new TreeMap<>(seen.distributions()).entrySet()) {
      Histogram histogram = Histogram.of(one.getValue());
      events.write(Events.histogram(now(), update, one.getKey(), histogram));
    }
    for (Map.Entry<String, float[][]> one : new TreeMap<>(seen.pictures()).entrySet()) {
      events.write(Events.picture(now(), update, one.getKey(), one.getValue()));
    }
  }

  private RecordFile begun(long update) {
    if (file == null) {
      throw new IllegalStateException("update " + update + " comes before the run has begun");
    }
    return file;
  }

  private double now() {
    return clock.millis() / 1e3;
  }

  private static List<Path> eventFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(path -> name(path).matches() && Files.isRegularFile(path)).toList();
    }
  }

  private static long second(Path events) {
    Matcher name = name(events);
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  private static Matcher name(Path file) {
    return NAME.matcher(file.getFileName().toString());
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
