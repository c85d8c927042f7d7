package org.example.timeseries;

import io.d2v.api.Dataset;
import io.d2v.api.Encoder;
import io.d2v.api.Factory;
import io.d2v.api.Masker;
import io.d2v.api.Modality;
import io.d2v.api.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Time series in CSV files, {@code timeseries}. */
public final class TimeSeries implements Modality {
  private record Part<T>(String name, Function<Settings, T> maker) implements Factory<T> {
    @Override
    public T create(Settings settings) {
      return maker.apply(settings);
    }
  }

  @Override
  public String name() {
    return "timeseries";
  }

  @Override
  public Factory<Encoder> encoder() {
    return new Part<>(
        "windows",
        settings ->
            new WindowEncoder(settings.as(WindowEncoder.Choice.class, MethodHandles.lookup())));
  }

  @Override
  public Factory<Masker> masker() {
    return new Part<>(
        "gap",
        settings -> new GapMasker(settings.as(GapMasker.Choice.class, MethodHandles.lookup())));
  }

  @Override
  public Dataset open(Path source, Settings settings) throws IOException {
    return Windows.open(source, settings.as(Windows.Choice.class, MethodHandles.lookup()));
  }

  @Override
  public Map<String, String> recipes() {
    return Map.of("timeseries-tiny", text("timeseries-tiny.yaml"));
  }

  private static String text(String name) {
    try (InputStream in = Objects.requireNonNull(TimeSeries.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
