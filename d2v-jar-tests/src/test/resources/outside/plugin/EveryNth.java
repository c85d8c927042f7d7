package org.example.plugin;

import io.d2v.api.Mask;
import io.d2v.api.Masker;
import io.d2v.api.Settings;
import java.lang.invoke.MethodHandles;
import java.util.BitSet;

/** Masks every third token, or as many as the recipe says. */
public final class EveryNth implements Masker.Provider {
  record Choice(int every) {}

  @Override
  public String name() {
    return "every-third";
  }

  @Override
  public Masker create(Settings settings) {
    Choice choice = settings.as(Choice.class, MethodHandles.lookup());
    return (grid, valid, random) -> {
      BitSet masked = new BitSet(grid.tokens());
      for (int token = 0; token < valid; token += choice.every()) {
        masked.set(token);
      }
      return Mask.of(grid.tokens(), masked);
    };
  }
}
