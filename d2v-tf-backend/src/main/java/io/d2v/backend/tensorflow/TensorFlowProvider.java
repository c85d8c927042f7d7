package io.d2v.backend.tensorflow;

import io.d2v.api.Settings;
import io.d2v.api.backend.Backend;
import java.lang.invoke.MethodHandles;

/** The service: a backend named {@code tensorflow}. */
public final class TensorFlowProvider implements Backend.Provider {
  /** For the service loader. */
  public TensorFlowProvider() {}

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public Backend create(Settings settings) {
    return TensorFlowBackend.open(settings.as(TensorFlowSettings.class, MethodHandles.lookup()));
  }
}
