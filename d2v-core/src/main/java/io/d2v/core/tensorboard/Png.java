package io.d2v.core.tensorboard;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/**
 * Grey pictures as PNG files (W3C's second edition, 2003). The JDK's own writer is in {@code
 * java.desktop}, which whoever trains a model on a server need not have.
 */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final byte[] GREY_OF_EIGHT_BITS = {8, 0, 0, 0, 0};
  private static final int UNFILTERED = 0;

  private Png() {}

  /**
   * A file.
   *
   * @param brightness 0 to 1, rows of equal length
   */
  static byte[] of(float[][] brightness) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream file = new DataOutputStream(bytes)) {
      file.write(SIGNATURE);
      ByteArrayOutputStream header = new ByteArrayOutputStream();
      DataOutputStream head = new DataOutputStream(header);
      head.writeInt(brightness[0].length);
      head.writeInt(brightness.length);
      head.write(GREY_OF_EIGHT_BITS);
      chunk(file, "IHDR", header);
      chunk(file, "IDAT", packed(brightness));
      chunk(file, "IEND", new ByteArrayOutputStream());
    } catch (IOException memory) {
      throw new UncheckedIOException(memory);
    }
    return bytes.toByteArray();
  }

  private static ByteArrayOutputStream packed(float[][] brightness) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream rows = new DeflaterOutputStream(packed)) {
      for (float[] row : brightness) {
        rows.write(UNFILTERED);
        for (float pixel : row) {
          rows.write(Math.round(Math.min(Math.max(pixel, 0), 1) * 255));
        }
      }
    }
    return packed;
  }

  private static void chunk(DataOutputStream file, String type, ByteArrayOutputStream content)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(content.toByteArray());
    file.writeInt(content.size());
    file.write(name);
    content.writeTo(file);
    file.writeInt((int) crc.getValue());
  }
}
