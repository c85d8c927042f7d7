package io.d2v.vision;

import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** Makes masks of tokens drawn one by one, {@code random}. */
public final class RandomMaskerProvider implements Masker.Provider {
  @Override
  public String name() {
    return "random";
  }

  @Override
  public Masker create(Settings settings) {
    return new RandomMasker(settings.as(RandomMasker.Choice.class, MethodHandles.lookup()));
  }
}
