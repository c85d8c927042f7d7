package io.d2v.bench.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PixelsTest {
  @Test
  void brightnessRunsFromBlackToWhiteAndIsCutOffOutside() {
    assertThat(Pixels.of(1, 1, 4, new float[] {-1, 1, 3, 9}, -1, 3).colours())
        .containsExactly(0x000000, 0x808080, 0xffffff, 0xffffff);
  }

  @Test
  void channelsAreRedGreenAndBlue() {
    assertThat(Pixels.of(3, 1, 2, new float[] {1, 0, 0, 1, 0, 0}, 0, 1).colours())
        .containsExactly(0xff0000, 0x00ff00);
  }

  @Test
  void maskedPatchesAreGrey() {
    Pixels white = Pixels.of(1, 2, 4, new float[] {1, 1, 1, 1, 1, 1, 1, 1}, 0, 1);

    assertThat(white.masked(new boolean[] {false, true}, 2).colours())
        .containsExactly(
            0xffffff, 0xffffff, 0x808080, 0x808080, 0xffffff, 0xffffff, 0x808080, 0x808080);
  }

  @Test
  void patchesThatDoNotDivideThePictureAreAnError() {
    Pixels pixels = new Pixels(3, 2, new int[6]);

    assertThatThrownBy(() -> pixels.masked(new boolean[4], 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 x 2");
  }

  @Test
  void whatIsTintedIsGreyBeneath() {
    Pixels picture = new Pixels(2, 2, new int[] {0xff0000, 0xff0000, 0xffffff, 0xffffff});
    Pixels tints = new Pixels(2, 1, new int[] {0x0000ff, 0x00ff00});

    assertThat(picture.tinted(tints, 0).colours())
        .containsExactly(0x4c4c4c, 0x4c4c4c, 0xffffff, 0xffffff);
    assertThat(picture.tinted(tints, 1).colours())
        .containsExactly(0x0000ff, 0x00ff00, 0x0000ff, 0x00ff00);
    assertThat(picture.tinted(tints, 0.5).colours()[2]).isEqualTo(0x8080ff);
  }

  @Test
  void aFrameIsAroundItsPatchAlone() {
    Pixels grey = new Pixels(10, 5, new int[50]).masked(new boolean[] {true, true}, 2);

    int[] framed = grey.framed(1, 2, 2).colours();

    assertThat(framed[4]).isEqualTo(0x808080);
    assertThat(framed[5]).isEqualTo(0xffffff);
    assertThat(framed[16]).isEqualTo(0x000000);
    assertThat(framed[27]).isEqualTo(0x808080);
    assertThat(framed[49]).isEqualTo(0xffffff);
  }

  @Test
  void enlargedPixelsAreBlocks() {
    assertThat(new Pixels(2, 1, new int[] {1, 2}).enlarged(2, 3).colours())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2);
    assertThat(new Pixels(1, 2, new int[] {1, 2}).enlarged(2).colours())
        .containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
  }

  @Test
  void heatGrowsBrighterFromItsLeastToItsMost() {
    int[] heat = HeatMap.of(new float[] {-5, 0, 0.5f, 1, 7}, 5, 0, 1).colours();

    assertThat(heat[0]).isEqualTo(heat[1]).isEqualTo(0x440154);
    assertThat(heat[2]).isEqualTo(0x21918c);
    assertThat(heat[3]).isEqualTo(heat[4]).isEqualTo(0xfde725);
    int before = -1;
    for (int i = 0; i <= 100; i++) {
      int grey = Colour.grey(HeatMap.of(new float[] {i}, 1, 0, 100).colours()[0]) & 0xff;
      assertThat(grey).isGreaterThanOrEqualTo(before);
      before = grey;
    }
  }

  @Test
  void pngHoldsTheSameColours() throws IOException {
    Pixels pixels = new Pixels(2, 1, new int[] {0x123456, 0xfedcba});

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(pixels.png()));

    assertThat(read.getRGB(0, 0, 2, 1, null, 0, 2)).containsExactly(0xff123456, 0xfffedcba);
  }
}
