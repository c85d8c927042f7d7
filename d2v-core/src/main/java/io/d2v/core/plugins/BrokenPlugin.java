package io.d2v.core.plugins;

/**
 * A provider that could not be loaded. The others are not affected.
 *
 * @param kind what it was to provide
 * @param provider its class, or what is known of it
 * @param jar the jar or folder, where known
 * @param reason why
 */
public record BrokenPlugin(Plugin.Kind kind, String provider, String jar, String reason) {
  @Override
  public String toString() {
    return provider + " in " + jar + ": " + reason;
  }
}
