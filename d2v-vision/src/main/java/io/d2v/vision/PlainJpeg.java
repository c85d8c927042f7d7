package io.d2v.vision;

import static org.bytedeco.leptonica.global.leptonica.L_JPEG_CONTINUE_WITH_BAD_DATA;
import static org.bytedeco.leptonica.global.leptonica.L_SEVERITY_NONE;
import static org.bytedeco.leptonica.global.leptonica.pixDestroy;
import static org.bytedeco.leptonica.global.leptonica.pixGetData;
import static org.bytedeco.leptonica.global.leptonica.pixReadMemJpeg;
import static org.bytedeco.leptonica.global.leptonica.setMsgSeverity;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.leptonica.PIX;

/**
 * Decodes JPEGs of the usual kind through Leptonica, whose libjpeg-turbo has its vector code:
 * OpenCV's was built without, and takes half as long again for the same pixels.
 */
final class PlainJpeg {
  private static final int NO_COLORMAP = 0;
  private static final int FULL_SIZE = 1;
  private static final int DEPTH = 32;

  private PlainJpeg() {}

  /** The picture, passing over a wrong byte as OpenCV does; nothing if it can't be decoded. */
  static Optional<Bitmap> decode(byte[] file, ImageHeader header) {
    setMsgSeverity(L_SEVERITY_NONE); // else it prints what is thrown for it
    IntPointer noWarnings = null;
    try (BytePointer bytes = new BytePointer(file)) {
      PIX decoded =
          pixReadMemJpeg(
              bytes,
              file.length,
              NO_COLORMAP,
              FULL_SIZE,
              noWarnings,
              L_JPEG_CONTINUE_WITH_BAD_DATA);
      if (decoded == null) {
        return Optional.empty();
      }
      try {
        return words(decoded, header);
      } finally {
        pixDestroy(decoded);
      }
    }
  }

  private static Optional<Bitmap> words(PIX decoded, ImageHeader header) {
    if (decoded.d() != DEPTH
        || decoded.h() != header.height()
        || decoded.w() != header.width()
        || decoded.wpl() != header.width()) {
      return Optional.empty();
    }
    int[] words = new int[header.height() * header.width()];
    pixGetData(decoded).get(words);
    return Optional.of(new Bitmap(header.height(), header.width(), words));
  }
}
