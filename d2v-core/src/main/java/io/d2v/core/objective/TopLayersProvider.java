package io.d2v.core.objective;

import io.d2v.api.Settings;
import io.d2v.api.TargetBuilder;

/** Makes the targets of data2vec, {@code average-layers}. */
public final class TopLayersProvider implements TargetBuilder.Provider {
  /** Its name in a recipe; what a recipe gets that names none. */
  public static final String NAME = "average-layers";

  /** For the service loader. */
  public TopLayersProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TargetBuilder create(Settings settings) {
    return TopLayers.from(settings);
  }
}
