package io.d2v.core.objective;

import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** The masks of data2vec 2.0. */
public final class EvenBlocksProvider implements Masker.Provider {
  /** For the service loader. */
  public EvenBlocksProvider() {}

  @Override
  public String name() {
    return "even-blocks";
  }

  @Override
  public Masker create(Settings settings) {
    return new EvenBlocks(settings.as(EvenBlocks.Choice.class, MethodHandles.lookup()));
  }
}
