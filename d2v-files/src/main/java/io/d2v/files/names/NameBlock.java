package io.d2v.files.names;

import io.d2v.api.UserError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names as they come, in one block of UTF-8. */
public final class NameBlock {
  private static final int MOST = Integer.MAX_VALUE - 16; // some JDKs make no array of more

  private final String where;
  private final int most;
  private byte[] text = new byte[1 << 12];
  private int[] ends = new int[1 << 8];
  private int size;

  /**
   * None yet.
   *
   * @param where the archive or folder whose names they are, for messages
   */
  public NameBlock(String where) {
    this(where, MOST);
  }

  NameBlock(String where, int most) {
    this.where = where;
    this.most = most;
  }

  /** Adds a name behind the others. */
  public void add(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    int start = end(size - 1);
    if (bytes.length > most - start || size == most) {
      throw new UserError(
          UserError.Kind.DATA,
          where + ": refused, its names take more than " + most + " bytes; split it into several");
    }
    if (start + bytes.length > text.length) {
      text = Arrays.copyOf(text, grown(start + bytes.length));
    }
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, grown(size + 1));
    }
    System.arraycopy(bytes, 0, text, start, bytes.length);
    ends[size++] = start + bytes.length;
  }

  /** Half as large again: what is copied is little, and what is not used too. */
  public static int grown(int least) {
    return (int) Math.min(Integer.MAX_VALUE - 8, least + least / 2L + 16L);
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  private int end(int i) {
    return i < 0 ? 0 : ends[i];
  }

  int compare(int a, int b) {
    return Utf8.compare(text, end(a - 1), end(a), text, end(b - 1), end(b));
  }

  /** The names at these places, which are in the names' order. */
  public Names names(int[] order) {
    long bytes = 0;
    for (int i : order) {
      bytes += end(i) - end(i - 1);
    }
    byte[] sorted = new byte[Math.toIntExact(bytes)];
    int[] starts = new int[order.length + 1];
    int at = 0;
    for (int i = 0; i < order.length; i++) {
      int length = end(order[i]) - end(order[i] - 1);
      System.arraycopy(text, end(order[i] - 1), sorted, at, length);
      at += length;
      starts[i + 1] = at;
    }
    return new Names(sorted, starts);
  }

  /** The places of the names in order; of those that come again, the last. */
  public int[] order() {
    int[] order = new int[size];
    boolean sorted = true;
    for (int i = 0; i < size; i++) {
      order[i] = i;
      sorted = sorted && (i == 0 || compare(i - 1, i) < 0);
    }
    return sorted ? order : distinct(StableSort.of(order, this::compare));
  }

  private int[] distinct(int[] order) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i + 1 == size || compare(order[i], order[i + 1]) != 0) {
        order[kept++] = order[i];
      }
    }
    return Arrays.copyOf(order, kept);
  }
}
