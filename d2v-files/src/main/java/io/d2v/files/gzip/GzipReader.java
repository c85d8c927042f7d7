package io.d2v.files.gzip;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.zip.CRC32;

/**
 * Unpacks gzip (RFC 1952), which may be several files behind each other, from its begin or from an
 * access point. From the begin, checksums and lengths are compared.
 */
public final class GzipReader extends ScannedInput {
  private static final int MAGIC = 0x8B1F;
  private static final int DEFLATE = 8;
  private static final int HEADER_CHECKSUM = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xE0;
  private static final int MOST_TEXT = 1 << 16;

  private final BitInput in;
  private final Inflate inflate;
  private final boolean checking;
  private final AccessPoints found;
  private final CRC32 checksum = new CRC32();
  private long position;
  private long member; // where the file among those behind each other begins
  private boolean ended;

  private GzipReader(BitInput in, Inflate inflate, boolean checking, AccessPoints found) {
    this.in = in;
    this.inflate = inflate;
    this.checking = checking;
    this.found = found;
  }

  /** From the begin, finding access points on the way. */
  public static GzipReader scan(InputStream file, AccessPoints found) throws IOException {
    BitInput in = new BitInput(file, 0);
    GzipReader reader = new GzipReader(in, new Inflate(in, new byte[0]), true, found);
    reader.header();
    return reader;
  }

  /** From an access point; the file is opened for each piece, and so never left open. */
  public static GzipReader at(Path file, AccessPoint point) throws IOException {
    return at(new Reopened(file, point.bit() >>> 3), point);
  }

  /**
   * From an access point.
   *
   * @param rest what the file has from the point's byte on
   */
  static GzipReader at(InputStream rest, AccessPoint point) throws IOException {
    BitInput in = BitInput.at(rest, point.bit());
    Inflate inflate = new Inflate(in, point.bytes());
    GzipReader reader = new GzipReader(in, inflate, false, new AccessPoints(Long.MAX_VALUE));
    reader.found.add(point); // and so wants no other
    reader.position = point.output();
    return reader;
  }

  @Override
  public long position() {
    return position;
  }

  @Override
  public long filePosition() {
    return in.position() >>> 3;
  }

  @Override
  public int read(byte[] to, int from, int most) throws IOException {
    if (most == 0) {
      return 0;
    }
    if (!ready()) {
      return -1;
    }
    int count = Math.min(most, inflate.available());
    System.arraycopy(inflate.bytes(), inflate.from(), to, from, count);
    passed(count);
    return count;
  }

  @Override
  public long skip(long most) throws IOException {
    long skipped = 0;
    while (skipped < most && ready()) {
      int count = (int) Math.min(most - skipped, inflate.available());
      passed(count);
      skipped += count;
    }
    return skipped;
  }

  private void passed(int count) {
    inflate.take(count);
    position += count;
  }

  /** Decodes until something is there; false at the end. */
  private boolean ready() throws IOException {
    while (inflate.available() == 0 && !ended) {
      if (inflate.ended()) {
        next();
        continue;
      }
      offer();
      inflate.more();
      if (checking) {
        checksum.update(inflate.bytes(), inflate.from(), inflate.available());
      }
    }
    return !ended;
  }

  private void offer() {
    if (inflate.atBlock() && found.wanted(position)) {
      found.add(AccessPoint.of(in.position(), position, inflate.window()));
    }
  }

  private void next() throws IOException {
    in.align();
    int crc = in.take(32);
    int length = in.take(32);
    if (checking && (crc != (int) checksum.getValue() || length != (int) (position - member))) {
      throw new IOException("its checksum is of other data");
    }
    ended = in.atEnd();
    if (!ended) {
      header();
      inflate.restart();
      checksum.reset();
      member = position;
    }
  }

  private void header() throws IOException {
    if (in.atEnd()) {
      throw new EOFException("it ends before its data");
    }
    long begin = filePosition();
    if (in.take(16) != MAGIC || in.take(8) != DEFLATE) {
      throw new IOException("no gzip header stands at its byte " + begin);
    }
    int flags = in.take(8);
    if ((flags & RESERVED) != 0) {
      throw new IOException("the gzip header at its byte " + begin + " is of no known kind");
    }
    in.take(32); // when it was made
    in.take(16); // how, and on what
    if ((flags & EXTRA) != 0) {
      int length = in.take(16);
      for (int i = 0; i < length; i++) {
        in.take(8);
      }
    }
    text(flags & NAME);
    text(flags & COMMENT);
    if ((flags & HEADER_CHECKSUM) != 0) {
      in.take(16);
    }
  }

  private void text(int there) throws IOException {
    for (int i = 0; there != 0 && in.take(8) != 0; i++) {
      if (i == MOST_TEXT) {
        throw new IOException("a gzip header does not end at its byte " + filePosition());
      }
    }
  }
}
