package io.d2v.bench.speed;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Writes headers, padding and the end of a tar (POSIX ustar). */
record TarWriter(OutputStream out) {
  static final int BLOCK = 512;
  static final int END = 2 * BLOCK;

  private static final int SIZE = 124;
  private static final int CHECKSUM = 148;
  private static final long MOST_OCTAL = 1L << 33;

  /** How many bytes of a tar a file takes, its header included. */
  static long stored(long size) {
    return BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  void header(String name, long size) throws IOException {
    if (size >= MOST_OCTAL) {
      throw new IllegalArgumentException("a file of " + size + " bytes");
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name);
    put(header, 100, "0000644\0000000000\0000000000\0");
    put(header, SIZE, String.format(Locale.ROOT, "%011o\000%011o\0", size, 0));
    put(header, 156, "0");
    put(header, 257, "ustar\00000");
    Arrays.fill(header, CHECKSUM, CHECKSUM + 8, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xFF;
    }
    put(header, CHECKSUM, String.format(Locale.ROOT, "%06o\0 ", sum));
    out.write(header);
  }

  void pad(long size) throws IOException {
    out.write(new byte[(int) (-size & (BLOCK - 1))]);
  }

  void end() throws IOException {
    out.write(new byte[END]);
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }
}
