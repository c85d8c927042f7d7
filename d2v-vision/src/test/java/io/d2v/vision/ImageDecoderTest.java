package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The test images: 48 x 32, left half red, right half blue, white in the top left corner. */
class ImageDecoderTest {
  private static final int WIDTH = 48;
  private static final int HEIGHT = 32;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "rotated.jpg",
        "colour.png",
        "palette.png",
        "alpha.png"
      })
  void everyKindOfColourFileShowsTheSamePicture(String name) throws IOException {
    Picture picture = decode(resource(name));
    assertThat(picture.width()).isEqualTo(WIDTH);
    assertThat(picture.height()).isEqualTo(HEIGHT);
    assertPixel(picture, 4, 3, 250, 250, 250);
    assertPixel(picture, 4, 24, 220, 30, 30);
    assertPixel(picture, 40, 3, 30, 30, 220);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey.jpg", "grey.png", "grey16.png"})
  void greyFilesShowTheSameGrey(String name) throws IOException {
    Picture picture = decode(resource(name)).withChannels(3);
    assertPixel(picture, 4, 3, 250, 250, 250);
    assertPixel(picture, 4, 24, 87, 87, 87);
    assertPixel(picture, 40, 3, 52, 52, 52);
  }

  @Test
  void storedPixelsAreTakenAsTheyAre() throws IOException {
    Array stored = Array.of(Shape.of(1, 1, 2), 0f, 255f);
    Picture picture = (Picture) ImageDecoder.decode(Sample.of("pixels", new Sample.Values(stored)));
    assertThat(picture.pixels()).containsExactly(0f, 1f);
  }

  @Test
  void textNamedAsAnImageIsRefused() {
    byte[] text = "this is no image at all, but text".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decode(text))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("neither a JPEG nor a PNG");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "colour.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "rotated.jpg",
        "colour.png",
        "palette.png",
        "grey16.png"
      })
  void aFileThatIsCutShortAnywhereIsRefused(String name) throws IOException {
    byte[] whole = resource(name);
    for (int length = 0; length < whole.length - 1; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> decode(cut)).as("%s bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aSizeThatWouldFillTheMemoryIsRefusedBeforeDecoding() throws IOException {
    byte[] png = resource("colour.png");
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    assertThatThrownBy(() -> decode(png))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("100000 x 100000", "64 megapixels");
  }

  /** What libjpeg passes over as a marker alone is to an unwary reader a segment that hides one. */
  @ParameterizedTest
  @ValueSource(ints = {0x00, 0x01, 0xd0, 0xd7, 0xd8, 0xd9})
  void aSizeHiddenBehindAMarkerWithoutALengthIsRefused(int marker) throws IOException {
    byte[] whole = resource("colour.jpg");
    ByteBuffer hiding = ByteBuffer.allocate(whole.length + 25);
    hiding.put(whole, 0, 2).put((byte) 0xff).put((byte) marker).putShort((short) 23);
    hiding.put(sizeOf(0x7fff)).put(whole, 2, whole.length - 2);

    assertThatThrownBy(() -> decode(hiding.array()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("before its image data");
  }

  @Test
  void aSecondSizeIsRefused() throws IOException {
    byte[] whole = resource("colour.jpg");
    ByteBuffer twice = ByteBuffer.allocate(whole.length + 19);
    twice.put(whole, 0, 2).put(sizeOf(0x7fff), 0, 19).put(whole, 2, whole.length - 2);

    assertThatThrownBy(() -> decode(twice.array()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its size twice");
  }

  @Test
  void aPngWhoseSizeDoesNotComeFirstIsRefused() throws IOException {
    byte[] whole = resource("colour.png");
    ByteBuffer hiding = ByteBuffer.allocate(whole.length + 25);
    hiding.put(whole, 0, 8).putInt(13).putInt(0x61624344).putInt(1).putInt(1).put(new byte[9]);
    hiding.put(whole, 8, whole.length - 8);

    assertThatThrownBy(() -> decode(hiding.array()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("its size does not come first");
  }

  /** A start of frame of three colours, and two bytes more. */
  private static byte[] sizeOf(int side) {
    ByteBuffer frame = ByteBuffer.allocate(21).putShort((short) 0xffc0).putShort((short) 17);
    frame.put((byte) 8).putShort((short) side).putShort((short) side).put((byte) 3);
    frame.put(new byte[] {1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0});
    return frame.array();
  }

  private static Picture decode(byte[] file) throws IOException {
    Raster raster = ImageDecoder.decode(Sample.of("file", new Sample.Encoded(file)));
    int size = raster.height() * raster.width();
    float[] pixels = new float[raster.channels() * size];
    for (int c = 0; c < raster.channels(); c++) {
      for (int y = 0; y < raster.height(); y++) {
        raster.row(c, y, 0, raster.width(), pixels, c * size + y * raster.width());
      }
    }
    return new Picture(raster.channels(), raster.height(), raster.width(), pixels);
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = ImageDecoderTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void assertPixel(Picture picture, int x, int y, int... colour) {
    int size = picture.height() * picture.width();
    for (int c = 0; c < colour.length; c++) {
      float pixel = 255 * picture.pixels()[c * size + y * picture.width() + x];
      assertThat(pixel).as("channel %s at %s, %s", c, x, y).isCloseTo(colour[c], within(6f));
    }
  }
}
