package io.d2v.vision;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.d2v.api.Sample;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes a sample a picture: files through Leptonica or OpenCV, stored pixels as they are. */
final class ImageDecoder {
  private static final float BYTE = 255f;

  private ImageDecoder() {}

  static Raster decode(Sample sample) throws IOException {
    Sample.Content content = sample.content();
    if (content instanceof Sample.Encoded encoded) {
      return file(encoded.bytes());
    }
    if (content instanceof Sample.Values values) {
      return values(values);
    }
    throw new IOException("text is no image");
  }

  /** Pixels from 0 to 255: {@code [channels, height, width]}. */
  private static Picture values(Sample.Values content) throws IOException {
    Shape shape = content.values().shape();
    if (shape.rank() != 3 || (shape.size(0) != 1 && shape.size(0) != 3)) {
      throw new IOException("stored pixels are [1 or 3, height, width], not " + shape);
    }
    float[] stored = content.values().floats();
    float[] pixels = new float[stored.length];
    for (int i = 0; i < stored.length; i++) {
      pixels[i] = stored[i] / BYTE;
    }
    return new Picture(shape.size(0), shape.size(1), shape.size(2), pixels);
  }

  private static Raster file(byte[] bytes) throws IOException {
    ImageHeader header = ImageHeader.of(bytes);
    Optional<Bitmap> plain = header.plain() ? PlainJpeg.decode(bytes, header) : Optional.empty();
    return plain.isPresent() ? plain.get() : any(bytes);
  }

  /** Turned upright by its EXIF tag; CMYK, grey, palettes and 16 bit become 8-bit colour. */
  @SuppressWarnings("try") // the scope frees what is made within it, unnamed
  static Bitmap any(byte[] bytes) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Mat encoded = new Mat(1, bytes.length, org.bytedeco.opencv.global.opencv_core.CV_8UC1);
      encoded.data().put(bytes);
      Mat decoded = imdecode(encoded, IMREAD_COLOR);
      if (decoded == null || decoded.empty()) {
        throw new IOException("the image is damaged: it can't be decoded");
      }
      byte[] bgr = new byte[decoded.rows() * decoded.cols() * 3];
      Mat whole = decoded.isContinuous() ? decoded : decoded.clone();
      new BytePointer(whole.data()).get(bgr);
      return Bitmap.ofBgr(decoded.rows(), decoded.cols(), bgr);
    }
  }
}
