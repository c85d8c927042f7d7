package io.d2v.vision;

import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;

/** Makes BEiT's block masks, {@code blocks}. */
public final class BlockMaskerProvider implements Masker.Provider {
  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public Masker create(Settings settings) {
    return new BlockMasker(settings.as(BlockMasker.Choice.class, MethodHandles.lookup()));
  }
}
