package io.d2v.core.plugins;

/**
 * A provider, or a plugin as a whole, that could not be loaded. The others are not affected.
 *
 * @param provider its class, or what is known of it
 * @param jar the jar or folder, where known
 * @param reason why
 */
public record BrokenPlugin(String provider, String jar, String reason) {
  /** A file or folder of which nothing can be loaded. */
  static BrokenPlugin whole(String jar, String reason) {
    return new BrokenPlugin("all", jar, reason);
  }

  @Override
  public String toString() {
    return provider + " in " + jar + ": " + reason;
  }
}
