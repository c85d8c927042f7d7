package io.d2v.core.train;

import io.d2v.api.Default;
import io.d2v.api.Settings;
import io.d2v.api.backend.Backend;
import io.d2v.api.backend.Workers;
import io.d2v.testkit.reference.ReferenceBackend;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Gives each worker its reference backend, whatever the recipe says of TensorFlow's.
 *
 * @param together by rank; empty where one worker is alone
 */
record ReferenceProvider(List<ReferenceBackend> together) implements Backend.Provider {
  /** What recipes say of TensorFlow's. */
  private record Passed(
      @Default("auto") String device,
      @Default("float32") String precision,
      @Default("true") boolean fuse) {}

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public Backend create(Settings settings) {
    settings.as(Passed.class, MethodHandles.lookup());
    return new ReferenceBackend();
  }

  @Override
  public Backend create(Settings settings, Workers workers) {
    settings.as(Passed.class, MethodHandles.lookup());
    return workers.areSeveral() ? together.get(workers.rank()) : new ReferenceBackend();
  }
}
