package io.d2v.text;

import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** {@code runs}: see {@link RunMasker}. */
public final class RunMaskerProvider implements Masker.Provider {
  @Override
  public String name() {
    return "runs";
  }

  @Override
  public Masker create(Settings settings) {
    return new RunMasker(settings.as(RunMasker.Choice.class, MethodHandles.lookup()));
  }
}
