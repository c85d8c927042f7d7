package io.d2v.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.d2v.core.plugins.Plugins;

/** Puts together what the commands work with; nothing of it is loaded before one runs. */
final class Wiring extends AbstractModule {
  private Wiring() {}

  /** An object with its parts. */
  static <T> T make(Class<T> type) {
    return Guice.createInjector(new Wiring()).getInstance(type);
  }

  @Provides
  @Singleton
  Plugins plugins() {
    return Plugins.discover();
  }
}
