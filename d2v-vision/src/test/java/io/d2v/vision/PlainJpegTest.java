package io.d2v.vision;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;

import io.d2v.api.Sample;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever decodes a JPEG, its pixels are OpenCV's. */
class PlainJpegTest {
  private static final int ADOBE = 0xEE;
  private static final int EXIF = 0xE1;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 17", "17, 1", "7, 9", "8, 8", "15, 33", "16, 16", "37, 50", "101, 63"})
  void pixelsAreOpenCvsForEverySizeAndSampling(int height, int width) throws IOException {
    for (int sampling : new int[] {0x411111, 0x221111, 0x121111, 0x211111, 0x111111}) {
      for (int progressive = 0; progressive < 2; progressive++) {
        byte[] jpeg =
            jpeg(
                noise(height, width, 3),
                IMWRITE_JPEG_SAMPLING_FACTOR,
                sampling,
                IMWRITE_JPEG_PROGRESSIVE,
                progressive);
        assertThat(ImageHeader.of(jpeg).plain()).isTrue();
        assertPixelsOfBoth(jpeg, true);
      }
    }
  }

  @Test
  void restartMarkersChangeNothing() throws IOException {
    assertPixelsOfBoth(jpeg(noise(60, 70, 3), IMWRITE_JPEG_RST_INTERVAL, 2), true);
  }

  @Test
  void coloursThatAnAdobeMarkerSaysAreStoredAsTheyAre() throws IOException {
    byte[] marker = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    assertPixelsOfBoth(with(ADOBE, marker, jpeg(noise(24, 24, 3))), true);
  }

  @Test
  void greyIsLeftToOpenCv() throws IOException {
    assertPixelsOfBoth(jpeg(noise(20, 30, 1)), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cmyk.jpg", "rotated.jpg", "grey.jpg"})
  void filesOfOtherKindsAreLeftToOpenCv(String name) throws IOException {
    try (var in = Objects.requireNonNull(PlainJpegTest.class.getResourceAsStream(name))) {
      assertPixelsOfBoth(in.readAllBytes(), false);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPhotographStandsAsItsCameraWasHeld(int orientation) throws IOException {
    byte[] jpeg = jpeg(noise(20, 30, 3));
    for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
      byte[] photograph = with(EXIF, exif(order, 1, orientation), jpeg);
      assertPixelsOfBoth(photograph, orientation == 1);
      int height = orientation < 5 ? 20 : 30;
      assertThat(decode(photograph).height()).isEqualTo(height);
    }
  }

  @Test
  void whatAnExifTagSaysWithinDamageIsLeftToOpenCv() throws IOException {
    byte[] photograph = with(EXIF, exif(ByteOrder.BIG_ENDIAN, 1000, 1), jpeg(noise(20, 30, 3)));
    assertPixelsOfBoth(photograph, false);
  }

  @Test
  void otherNotesOfACameraChangeNothing() throws IOException {
    byte[] notes = "http://ns.adobe.com/xap/1.0/\0<x/>".getBytes(US_ASCII);
    assertPixelsOfBoth(with(EXIF, notes, jpeg(noise(20, 30, 3))), true);
  }

  /** Their pixels can differ where damage makes them darker than black or lighter than white. */
  @Test
  void damagedFilesAreReadWhereOpenCvReadsThem() throws Exception {
    Random random = new Random(3);
    byte[] whole = jpeg(noise(40, 40, 3));
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      damaged[random.nextInt(damaged.length - 2)] = (byte) random.nextInt();
      assertThat(reads(() -> decode(damaged))).isEqualTo(reads(() -> openCvs(damaged)));
    }
  }

  private static boolean reads(Callable<Bitmap> reader) throws Exception {
    try {
      reader.call();
      return true;
    } catch (IOException damaged) {
      return false;
    }
  }

  private static Bitmap openCvs(byte[] jpeg) throws IOException {
    ImageHeader.of(jpeg);
    return ImageDecoder.any(jpeg);
  }

  private static void assertPixelsOfBoth(byte[] jpeg, boolean plain) throws IOException {
    ImageHeader header = ImageHeader.of(jpeg);
    assertThat(header.plain()).isEqualTo(plain);
    if (plain) {
      assertThat(PlainJpeg.decode(jpeg, header)).isPresent();
    }
    Bitmap expected = ImageDecoder.any(jpeg);
    Bitmap read = decode(jpeg);
    assertThat(read.height()).isEqualTo(expected.height());
    assertThat(Arrays.mismatch(read.words(), expected.words())).isNegative();
  }

  private static Bitmap decode(byte[] jpeg) throws IOException {
    return (Bitmap) ImageDecoder.decode(Sample.of("made.jpg", new Sample.Encoded(jpeg)));
  }

  /** Colours that change smoothly, with some noise. */
  private static Mat noise(int height, int width, int channels) {
    byte[] pixels = new byte[height * width * channels];
    Random random = new Random(width);
    for (int i = 0; i < pixels.length; i++) {
      int x = i / channels % width;
      int y = i / channels / width;
      pixels[i] =
          (byte) (128 + 90 * Math.sin(x / 5.0 + i % channels + y / 9.0) + random.nextInt(30));
    }
    Mat mat = new Mat(height, width, opencv_core.CV_8UC(channels));
    mat.data().put(pixels);
    return mat;
  }

  private static byte[] jpeg(Mat pixels, int... settings) {
    BytePointer file = new BytePointer();
    assertThat(imencode(".jpg", pixels, file, new IntPointer(settings))).isTrue();
    byte[] bytes = new byte[(int) file.limit()];
    file.get(bytes);
    return bytes;
  }

  /** A JPEG with one more segment behind its first marker. */
  private static byte[] with(int marker, byte[] content, byte[] jpeg) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int length = content.length + 2;
    out.writeBytes(new byte[] {-1, (byte) marker, (byte) (length >> 8), (byte) length});
    out.writeBytes(content);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  private static byte[] exif(ByteOrder order, int entries, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
    exif.put(new byte[] {'E', 'x', 'i', 'f', 0, 0}).order(order);
    byte letter = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
    exif.put(letter).put(letter).putShort((short) 42).putInt(8).putShort((short) entries);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation);
    return exif.array();
  }
}
