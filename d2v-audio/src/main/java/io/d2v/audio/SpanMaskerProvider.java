package io.d2v.audio;

import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** {@code spans}: see {@link SpanMasker}. */
public final class SpanMaskerProvider implements Masker.Provider {
  @Override
  public String name() {
    return "spans";
  }

  @Override
  public Masker create(Settings settings) {
    return new SpanMasker(settings.as(SpanMasker.Choice.class, MethodHandles.lookup()));
  }
}
