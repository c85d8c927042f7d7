package io.d2v.files.archive;

import io.d2v.api.UserError;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * What an archive's members have to keep to, so that a hostile or damaged archive can harm nobody.
 *
 * @param archive for messages
 */
record MemberRules(Path archive) {
  private static final Pattern DRIVE = Pattern.compile("^[A-Za-z]:");

  /** The name without {@code ./} in front, if it stays below the archive's folder. */
  String inside(String name) {
    boolean absolute = name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).find();
    boolean up = name.contains("..") && Arrays.asList(name.split("[/\\\\]")).contains("..");
    if (name.indexOf('\0') >= 0) {
      throw refused("member '" + name + "' has a character that no name of a file has");
    }
    if (absolute || up) {
      throw refused("member '" + name + "' would lie outside of the archive's folder");
    }
    return name.startsWith("./") ? name.replaceFirst("^(\\./+)+", "") : name;
  }

  /** Links and devices could lead anywhere. */
  void requireFile(String name, boolean file) {
    if (!file) {
      throw refused("member '" + name + "' is a link or device; only files and folders are read");
    }
  }

  void requireSize(String name, long size) {
    if (size < 0 || size > SizeLimit.BYTES) {
      throw refused(SizeLimit.exceeded("member '" + name + "'", size));
    }
  }

  /** A compression that no real data reaches is meant to fill a memory. */
  void requireRatio(String upTo, long compressed, long size) {
    if (RatioLimit.exceeded(compressed, size)) {
      throw refused(
          "up to "
              + upTo
              + ", "
              + compressed
              + " bytes unpack to "
              + size
              + ", more than "
              + RatioLimit.MOST
              + " times as many");
    }
  }

  UserError damaged(Exception cause) {
    String why = cause.getMessage() == null ? "it ends too early" : cause.getMessage();
    return new UserError(
        UserError.Kind.DATA,
        archive + ": cut short or damaged (" + why + "); fetch it again",
        cause);
  }

  private UserError refused(String why) {
    return new UserError(
        UserError.Kind.DATA, archive + ": refused, " + why + "; make the archive anew without it");
  }
}
