package io.d2v.core.plugins;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/**
 * A part that was found, and where it came from.
 *
 * @param kind what it is
 * @param name by which recipes ask for it
 * @param provider its class
 * @param module the module of that class, or {@code (class path)}
 * @param version of the module or jar, or {@code (unknown)}
 * @param jar the jar or folder, or {@code (unknown)}
 */
public record Plugin(
    Kind kind, String name, String provider, String module, String version, String jar) {
  private static final String UNKNOWN = "(unknown)";

  /** What a plugin can provide. */
  public enum Kind {
    /** A kind of data. */
    MODALITY("modality"),
    /** Chooses what the student must predict. */
    MASKER("masker"),
    /** Makes what the student predicts. */
    TARGETS("target builder"),
    /** What the student is trained to do with the targets. */
    CRITERION("objective"),
    /** The learning rate over a run. */
    SCHEDULE("schedule"),
    /** Is told what a run measures. */
    SINK("metric sink"),
    /** Judges frozen features while a run goes on. */
    PROBE("probe"),
    /** Learns how to cut text into tokens. */
    TOKENIZER("tokenizer"),
    /** Runs programs. */
    BACKEND("backend");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    /** In a sentence. */
    public String word() {
      return word;
    }
  }

  static Plugin of(Kind kind, String name, Class<?> provider) {
    Module module = provider.getModule();
    return new Plugin(
        kind,
        name,
        provider.getName(),
        module.isNamed() ? module.getName() : "(class path)",
        version(provider),
        jar(provider));
  }

  private static String version(Class<?> provider) {
    return Optional.ofNullable(provider.getModule().getDescriptor())
        .flatMap(descriptor -> descriptor.rawVersion())
        .or(() -> Optional.ofNullable(provider.getPackage().getImplementationVersion()))
        .orElse(UNKNOWN);
  }

  static String jar(Class<?> provider) {
    CodeSource source = provider.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return UNKNOWN;
    }
    try {
      URI location = source.getLocation().toURI();
      return Path.of(location).toString();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException other) {
      return source.getLocation().toString();
    }
  }

  @Override
  public String toString() {
    return "'" + name + "' from " + jar;
  }
}
