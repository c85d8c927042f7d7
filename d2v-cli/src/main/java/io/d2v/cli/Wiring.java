package io.d2v.cli;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import io.d2v.core.plugins.Plugins;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** Puts together what the commands work with; nothing of it is loaded before one runs. */
final class Wiring extends AbstractModule {
  private final Plugins plugins;

  private Wiring(Plugins plugins) {
    this.plugins = plugins;
  }

  /** An object with its parts, for a command. */
  static <T> T make(CommandSpec command, Class<T> type) {
    return make(Main.of(command).plugins(), type);
  }

  /**
   * An object with its parts.
   *
   * @param folder of plugins
   */
  static <T> T make(Optional<Path> folder, Class<T> type) {
    Plugins plugins = folder.map(Plugins::discover).orElseGet(Plugins::discover);
    return Guice.createInjector(new Wiring(plugins)).getInstance(type);
  }

  @Override
  protected void configure() {
    bind(Plugins.class).toInstance(plugins);
  }
}
