package io.d2v.files.archive;

import io.d2v.files.gzip.AccessPoint;
import io.d2v.files.gzip.AccessPoints;
import io.d2v.files.names.Names;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads what {@link IndexWriter} writes. A file is no reason to fail: one that is damaged, of
 * another version or of another archive counts as none.
 */
final class IndexReader {
  private static final long MOST_BYTES = 1L << 30;
  private static final int LEAST_MEMBER = 3;
  private static final int LEAST_POINT = 24;

  private final ByteBuffer in;

  private IndexReader(ByteBuffer in) {
    this.in = in;
  }

  static Optional<Catalog> read(Path file, Path archive, Fingerprint print) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        return Optional.empty();
      }
      return parse(ByteBuffer.wrap(Files.readAllBytes(file)), archive, print);
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  static Optional<Catalog> parse(ByteBuffer bytes, Path archive, Fingerprint print) {
    int end = bytes.limit() - Integer.BYTES;
    if (end < 0 || bytes.getInt(end) != checksum(bytes.slice(0, end))) {
      return Optional.empty();
    }
    try {
      return new IndexReader(bytes.slice(0, end)).all(Tar.gzipped(archive), print);
    } catch (BufferUnderflowException | IllegalArgumentException damaged) {
      return Optional.empty();
    }
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return (int) checksum.getValue();
  }

  private Optional<Catalog> all(boolean gzipped, Fingerprint print) {
    if (in.getLong() != IndexWriter.MAGIC || in.getInt() != IndexWriter.VERSION) {
      return Optional.empty();
    }
    Fingerprint made = new Fingerprint(in.getLong(), in.getLong(), bytes(Fingerprint.HASH));
    if (!made.matches(print)) {
      return Optional.empty();
    }
    long length = in.getLong();
    require(!RatioLimit.exceeded(print.size(), length));
    MemberTable members = members(length);
    AccessPoints points = AccessPoints.of(points(print.size(), length));
    require(!in.hasRemaining());
    require(points.list().isEmpty() ? !gzipped && length == print.size() : gzipped);
    return Optional.of(new Catalog(members, length, points));
  }

  private MemberTable members(long length) {
    int count = count(LEAST_MEMBER);
    byte[] text = bytes(count(1));
    int[] starts = new int[count + 1];
    long[] offsets = new long[count];
    long[] sizes = new long[count];
    long end = 0;
    for (int i = 0; i < count; i++) {
      long bytes = number();
      require(bytes >= 0 && bytes <= text.length - starts[i]);
      starts[i + 1] = starts[i] + (int) bytes;
      sizes[i] = number();
      long gap = number();
      offsets[i] = end + ((gap >>> 1) ^ -(gap & 1));
      require(offsets[i] >= 0 && offsets[i] <= length);
      require(sizes[i] >= 0 && sizes[i] <= length - offsets[i]);
      end = offsets[i] + sizes[i];
    }
    require(starts[count] == text.length);
    Names names = new Names(text, starts);
    require(names.ascending() && names.wellFormed());
    return new MemberTable(names, offsets, sizes);
  }

  private List<AccessPoint> points(long compressed, long length) {
    int count = count(LEAST_POINT);
    List<AccessPoint> points = new ArrayList<>(count);
    long bit = 0;
    long output = 0;
    for (int i = 0; i < count; i++) {
      long nextBit = in.getLong();
      long nextOutput = in.getLong();
      int window = in.getInt();
      require(nextBit > bit && nextBit >>> 3 < compressed);
      require(i == 0 ? nextOutput == 0 : nextOutput >= output && nextOutput <= length);
      require(window >= 0 && window <= AccessPoint.MOST_WINDOW && window <= nextOutput);
      byte[] stored = bytes(count(1));
      require(stored.length <= window);
      points.add(new AccessPoint(nextBit, nextOutput, window, stored));
      bit = nextBit;
      output = nextOutput;
    }
    return points;
  }

  /** How many of something follow, if the rest of the file can hold as many. */
  private int count(int bytesEach) {
    int count = in.getInt();
    require(count >= 0 && count <= in.remaining() / bytesEach);
    return count;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    in.get(bytes);
    return bytes;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = in.get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static void require(boolean possible) {
    if (!possible) {
      throw new IllegalArgumentException("what no index says");
    }
  }
}
