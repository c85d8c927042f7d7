package io.d2v.bench.embeddings;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * NumPy's array format, version 1.0 (numpy.org/doc/stable/reference/generated/numpy.lib.format):
 * magic, version, length of the header, the header as a Python literal, the entries.
 */
final class Npy {
  private static final byte[] MAGIC_AND_VERSION = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int LENGTH_BYTES = 2;
  private static final int ALIGNMENT = 64;

  private Npy() {}

  static void write(Path file, float[][] rows) throws IOException {
    int width = rows[0].length;
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(header(rows.length, width));
      ByteBuffer row = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (float[] entries : rows) {
        row.asFloatBuffer().put(entries);
        out.write(row.array());
      }
    }
  }

  private static byte[] header(int rows, int width) {
    String literal =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + width + "), }";
    int before = MAGIC_AND_VERSION.length + LENGTH_BYTES;
    int unpadded = before + literal.length() + 1;
    int padding = (ALIGNMENT - unpadded % ALIGNMENT) % ALIGNMENT;
    byte[] text = (literal + " ".repeat(padding) + "\n").getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(before + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC_AND_VERSION)
        .putShort((short) text.length)
        .put(text)
        .array();
  }
}
