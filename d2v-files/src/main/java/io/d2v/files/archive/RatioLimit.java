package io.d2v.files.archive;

/** How much smaller compressing may make data: one that no real data reaches is meant to harm. */
public final class RatioLimit {
  /** The most bytes that a compressed byte may stand for. */
  public static final int MOST = 200;

  private static final long SMALL = 1L << 20; // headers of a few members compress better than any

  private RatioLimit() {}

  /** The most bytes that so many compressed ones can stand for. */
  public static long most(long compressed) {
    return Math.max(SMALL, (compressed + 1) * MOST);
  }

  /** Whether so many bytes may not come of so many compressed ones. */
  public static boolean exceeded(long compressed, long size) {
    return size > SMALL && size / MOST > compressed; // without overflow
  }
}
