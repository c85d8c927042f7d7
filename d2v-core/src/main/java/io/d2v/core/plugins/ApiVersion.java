package io.d2v.core.plugins;

import io.d2v.api.Modality;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of d2v-api, as far as compatibility goes: docs/compatibility.md has the promise.
 *
 * @param major incompatible with every other one
 * @param minor a later one has more; before 1.0 it is incompatible with every other one
 */
record ApiVersion(int major, int minor) {
  private static final Pattern BEGINNING = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?!\\d).*");

  /** What a version begins with; nothing if it is not one of ours. */
  static Optional<ApiVersion> of(String version) {
    Matcher beginning = BEGINNING.matcher(version);
    return beginning.matches()
        ? Optional.of(
            new ApiVersion(
                Integer.parseInt(beginning.group(1)), Integer.parseInt(beginning.group(2))))
        : Optional.empty();
  }

  /** The one that runs; nothing on the class path, where modules have no version. */
  static Optional<ApiVersion> running() {
    return Optional.ofNullable(Modality.class.getModule().getDescriptor())
        .flatMap(descriptor -> descriptor.rawVersion())
        .flatMap(ApiVersion::of);
  }

  /** Whether a plugin runs here that was built against another version. */
  boolean runs(ApiVersion built) {
    return major == built.major && (major == 0 ? minor == built.minor : minor >= built.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
