package io.d2v.backend.tensorflow;

import io.d2v.api.Settings;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Finding;
import io.d2v.api.backend.Workers;
import java.lang.invoke.MethodHandles;
import java.util.List;

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
    return TensorFlowBackend.open(bound(settings));
  }

  @Override
  public Backend create(Settings settings, Workers workers) {
    return workers.areSeveral()
        ? TensorFlowBackend.open(bound(settings), workers, Patience.USUAL)
        : create(settings);
  }

  @Override
  public List<Finding> examine() {
    return Examination.ofThisMachine().findings();
  }

  private static TensorFlowSettings bound(Settings settings) {
    return settings.as(TensorFlowSettings.class, MethodHandles.lookup());
  }
}
