package io.d2v.vision;

import java.util.Locale;
import java.util.Set;

/** Which files count, by their names. */
final class ImageNames {
  private static final Set<String> IMAGES = Set.of("jpg", "jpeg", "png");

  private ImageNames() {}

  static boolean wanted(String name) {
    return image(name) || CifarImages.recognizes(name);
  }

  /** Whether it is an image; not what macOS and editors put beside images. */
  static boolean image(String name) {
    String last = last(name);
    boolean hidden = last.startsWith(".") || name.startsWith("__MACOSX/");
    String extension = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !hidden && IMAGES.contains(extension);
  }

  static String last(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }
}
