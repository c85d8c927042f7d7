package io.d2v.core.train;

import io.d2v.api.backend.Backend;
import io.d2v.core.recipe.RecipeReader;
import io.d2v.testkit.reference.ReferenceBackend;
import java.util.ServiceLoader;

/** Backends that the mathematics is tried on. */
enum Backends {
  REFERENCE {
    @Override
    Backend open() {
      return new ReferenceBackend();
    }
  },
  TENSORFLOW {
    @Override
    Backend open() {
      return ServiceLoader.load(Backend.Provider.class)
          .findFirst()
          .orElseThrow()
          .create(RecipeReader.section("backend", "{device: cpu, precision: float32}"));
    }
  };

  abstract Backend open();
}
