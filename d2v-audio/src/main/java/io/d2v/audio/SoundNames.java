package io.d2v.audio;

import java.util.Locale;
import java.util.Set;

/** Which files are recordings, by their names. */
final class SoundNames {
  private static final Set<String> SOUNDS =
      Set.of("flac", "wav", "mp3", "opus", "ogg", "g722", "m4a");

  private SoundNames() {}

  /** Whether it is a recording; not what macOS and editors put beside them. */
  static boolean sound(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    boolean hidden = last.startsWith(".") || name.startsWith("__MACOSX/");
    return !hidden && SOUNDS.contains(extension(name));
  }

  /** The extension, in lower case. */
  static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
