package io.d2v.vision;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the first bytes of an encoded image say; read before native code sees the file.
 *
 * @param height in pixels
 * @param width in pixels
 * @param plain whether it is a JPEG of the usual kind: three colours of 8 bits, upright
 */
record ImageHeader(int height, int width, boolean plain) {
  static final long MOST_PIXELS = 64L << 20;

  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int PNG_SIZE = 16;
  private static final int PNG_AROUND = 12; // a chunk's length, name and checksum
  private static final int PNG_HEADER = 0x49484452; // IHDR
  private static final int PNG_HEADER_BYTES = 13;
  private static final int PNG_END = 0x49454E44; // IEND
  private static final int SOI = 0xFFD8;
  private static final int SOS = 0xDA;
  private static final int EOI = 0xD9;
  private static final int TEM = 0x01;
  private static final int RST0 = 0xD0;
  private static final int APP1 = 0xE1;

  /**
   * Reads the size of a JPEG or PNG.
   *
   * @throws IOException if it is neither, cut short, or larger than 64 megapixels
   */
  static ImageHeader of(byte[] file) throws IOException {
    ImageHeader header;
    if (file.length >= 24 && ByteBuffer.wrap(file).getLong() == PNG) {
      requireChunks(file);
      header = new ImageHeader(word(file, PNG_SIZE + 4), word(file, PNG_SIZE), false);
    } else if (file.length >= 4 && half(file, 0) == SOI) {
      header = jpeg(file);
    } else {
      throw new IOException("neither a JPEG nor a PNG, whatever its name says");
    }
    if (header.height < 1
        || header.width < 1
        || (long) header.height * header.width > MOST_PIXELS) {
      throw new IOException(
          "its header says "
              + header.width
              + " x "
              + header.height
              + " pixels; the most that is read is 64 megapixels");
    }
    return header;
  }

  /**
   * The chunk of the size comes first, where it was read, and every chunk up to the end's is there;
   * said here, since native code would look for the size further on, and prints its complaints.
   */
  private static void requireChunks(byte[] file) throws IOException {
    long at = Long.BYTES;
    if (word(file, (int) at) != PNG_HEADER_BYTES || word(file, (int) at + 4) != PNG_HEADER) {
      throw new IOException("the PNG is damaged: its size does not come first");
    }
    while (at + PNG_AROUND <= file.length) {
      long length = word(file, (int) at) & 0xFFFFFFFFL;
      boolean last = word(file, (int) at + 4) == PNG_END;
      at += length + PNG_AROUND;
      if (last && at <= file.length) {
        return;
      }
    }
    throw new IOException("the PNG is cut short: its end chunk is missing");
  }

  private static ImageHeader jpeg(byte[] file) throws IOException {
    ImageHeader found = new ImageHeader(0, 0, false);
    boolean upright = true;
    int at = 2;
    while (at + 4 <= file.length && (file[at] & 0xFF) == 0xFF) {
      int marker = file[at + 1] & 0xFF;
      if (marker == SOS) {
        requireEnd(file, at);
        return new ImageHeader(found.height, found.width, found.plain && upright);
      }
      requireLength(marker);
      boolean frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8;
      if (frame && marker != 0xCC && at + 10 <= file.length) {
        if (found.height > 0) {
          throw new IOException("the JPEG is damaged: it says its size twice");
        }
        boolean usual = marker <= 0xC2 && file[at + 4] == Byte.SIZE && file[at + 9] == 3;
        found = new ImageHeader(half(file, at + 5), half(file, at + 7), usual);
      }
      int next = at + (marker == 0xFF ? 1 : 2 + half(file, at + 2));
      if (marker == APP1) {
        upright &= next <= file.length && Exif.upright(file, at + 4, next);
      }
      at = next;
    }
    throw new IOException("the JPEG is cut short or damaged: no image data in it");
  }

  /**
   * Markers without a length, which have no place before the image data: passed over otherwise than
   * native code does it, they could hide another size from this reader.
   */
  private static void requireLength(int marker) throws IOException {
    if (marker <= TEM || (marker >= RST0 && marker <= EOI)) {
      throw new IOException(
          String.format("the JPEG is damaged: marker 0x%02x before its image data", marker));
    }
  }

  /** The end marker can't occur within entropy-coded data, nor in an unharmed file be missing. */
  private static void requireEnd(byte[] file, int from) throws IOException {
    for (int i = file.length - 2; i > from; i--) {
      if ((file[i] & 0xFF) == 0xFF && (file[i + 1] & 0xFF) == EOI) {
        return;
      }
    }
    throw new IOException("the JPEG is cut short: its end marker is missing");
  }

  private static int word(byte[] file, int at) {
    return (half(file, at) << 16) | half(file, at + 2);
  }

  private static int half(byte[] file, int at) {
    return ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
  }
}
