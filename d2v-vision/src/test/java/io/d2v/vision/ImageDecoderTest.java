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
