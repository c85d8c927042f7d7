package io.d2v.core.tensorboard;

import io.d2v.api.MetricSink;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;
import java.time.Clock;

/** The service: a metric sink named {@code tensorboard}, which has no settings. */
public final class TensorBoardProvider implements MetricSink.Provider {
  /** For the service loader. */
  public TensorBoardProvider() {}

  /** There is nothing to set. */
  private record NoSettings() {}

  @Override
  public String name() {
    return "tensorboard";
  }

  @Override
  public MetricSink create(Settings settings) {
    settings.as(NoSettings.class, MethodHandles.lookup());
    return new TensorBoardSink(Clock.systemUTC());
  }
}
