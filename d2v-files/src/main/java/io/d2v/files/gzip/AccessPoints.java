package io.d2v.files.gzip;

import java.util.ArrayList;
import java.util.List;

/**
 * The places where a compressed file can be entered, about as far from each other.
 *
 * <p>Each takes up to 32 KiB, so there is a most: beyond it every second one goes and the others
 * are twice as far apart.
 */
public final class AccessPoints {
  /** Measured: docs/decisions/archives.md. */
  private static final long SPAN = 4L << 20;

  private static final int MOST = 4096; // 128 MiB in memory

  private final List<AccessPoint> points = new ArrayList<>();
  private long span;

  /** None yet. */
  public AccessPoints() {
    this(SPAN);
  }

  AccessPoints(long span) {
    this.span = span;
  }

  /** How many bytes the windows of this much take at most, if it is hardly compressed. */
  public static long most(long bytes) {
    return Math.min(bytes / SPAN + 1, MOST) * Inflate.WINDOW;
  }

  /** Those that were found earlier. */
  public static AccessPoints of(List<AccessPoint> points) {
    AccessPoints found = new AccessPoints();
    found.points.addAll(points);
    return found;
  }

  /** All of them, in their order. */
  public List<AccessPoint> list() {
    return points;
  }

  /** Whether the last one is far enough from here. */
  boolean wanted(long output) {
    return points.isEmpty() || output - points.get(points.size() - 1).output() >= span;
  }

  void add(AccessPoint point) {
    if (points.size() == MOST) {
      for (int i = 1; 2 * i < MOST; i++) {
        points.set(i, points.get(2 * i));
      }
      points.subList(MOST / 2, MOST).clear();
      span *= 2;
    }
    points.add(point);
  }

  /** The last one that is not behind this byte of what is unpacked. */
  public AccessPoint before(long output) {
    int low = 0;
    int high = points.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (points.get(middle).output() <= output) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return points.get(low);
  }
}
