package io.d2v.files;

import io.d2v.api.UserError;
import io.d2v.files.archive.RatioLimit;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * What a .gz unpacks to. Where it is {@value RatioLimit#MOST} times as much as was compressed,
 * which no real data is, reading ends with an error.
 */
public final class Gunzipped extends FilterInputStream {
  private static final int BUFFER = 1 << 16;

  private final String where;
  private final Counted packed;
  private long size;

  /**
   * Unpacks.
   *
   * @param where the data comes from, for messages
   * @throws IOException if it does not begin as a .gz does, or reading fails
   */
  public Gunzipped(String where, InputStream packed) throws IOException {
    this(where, new Counted(packed));
  }

  private Gunzipped(String where, Counted packed) throws IOException {
    super(new GZIPInputStream(packed, BUFFER));
    this.where = where;
    this.packed = packed;
  }

  /** The most bytes that a file of so many can unpack to. */
  public static long most(long packed) {
    return RatioLimit.most(Math.max(packed, BUFFER));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    int count = super.read(to, from, most);
    size += Math.max(0, count);
    if (RatioLimit.exceeded(packed.count, size)) {
      throw new UserError(
          UserError.Kind.DATA,
          where
              + ": refused, its first "
              + packed.count
              + " bytes unpack to more than "
              + RatioLimit.MOST
              + " times as many, which is meant to fill a memory; compress it anew if it is not");
    }
    return count;
  }

  /** By reading, so that what is passed over counts too. */
  @Override
  public long skip(long most) throws IOException {
    byte[] passed = new byte[(int) Math.min(most, BUFFER)];
    return Math.max(0, read(passed, 0, passed.length));
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private static final class Counted extends FilterInputStream {
    private long count;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count += one < 0 ? 0 : 1;
      return one;
    }

    @Override
    public int read(byte[] to, int from, int most) throws IOException {
      int read = super.read(to, from, most);
      count += Math.max(0, read);
      return read;
    }
  }
}
