package io.d2v.vision;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The tag of a photograph that says how the camera was held. */
final class Exif {
  private static final int NAME = 6; // "Exif" and two zeros
  private static final int FIRST = 8; // the least offset of the table of tags
  private static final int ENTRY = 12;
  private static final int VALUE = 8; // within an entry
  private static final int ORIENTATION = 0x0112;
  private static final int UPRIGHT = 1;

  private Exif() {}

  /**
   * Whether a picture stands as it is stored, beyond doubt.
   *
   * @param begin of what a JPEG's APP1 segment holds
   * @param end after it
   */
  static boolean upright(byte[] file, int begin, int end) {
    int start = begin + NAME;
    if (end < start + FIRST) {
      return true;
    }
    ByteBuffer tiff = ByteBuffer.wrap(file, start, end - start).slice();
    short order = tiff.getShort(0);
    if (order != ('I' << Byte.SIZE | 'I') && order != ('M' << Byte.SIZE | 'M')) {
      return true; // something else, such as XMP
    }
    tiff.order(order == ('I' << Byte.SIZE | 'I') ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int table = tiff.getInt(4);
    if (table < FIRST || table > tiff.limit() - Short.BYTES) {
      return false;
    }
    int entries = tiff.getShort(table) & 0xFFFF;
    if (table + Short.BYTES + (long) entries * ENTRY > tiff.limit()) {
      return false;
    }
    for (int i = 0; i < entries; i++) {
      int entry = table + Short.BYTES + i * ENTRY;
      if (tiff.getShort(entry) == ORIENTATION && tiff.getShort(entry + VALUE) != UPRIGHT) {
        return false;
      }
    }
    return true;
  }
}
