package io.d2v.files.archive;

/** How large a file may be that is read as a whole: no image or sound is larger. */
public final class SizeLimit {
  /** The most bytes. */
  public static final long BYTES = 256L << 20;

  private SizeLimit() {}

  /** Says that a file has more. */
  public static String exceeded(String what, long size) {
    return what + " is of " + size + " bytes; the most that is read is " + BYTES;
  }
}
