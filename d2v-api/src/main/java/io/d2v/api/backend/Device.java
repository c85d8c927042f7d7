package io.d2v.api.backend;

/**
 * What a backend runs on.
 *
 * @param kind CPU or GPU
 * @param description for people: the device and the settings that matter, and, where a GPU was
 *     asked for or is present but not used, why
 */
public record Device(Kind kind, String description) {
  /** Kinds of device. */
  public enum Kind {
    /** The host's processor. */
    CPU,
    /** An accelerator with its own memory. */
    GPU
  }
}
