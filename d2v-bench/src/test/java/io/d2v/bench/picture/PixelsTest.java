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
  void pngHoldsTheSameColours() throws IOException {
    Pixels pixels = new Pixels(2, 1, new int[] {0x123456, 0xfedcba});

    BufferedImage read = ImageIO.read(new ByteArrayInputStream(pixels.png()));

    assertThat(read.getRGB(0, 0, 2, 1, null, 0, 2)).containsExactly(0xff123456, 0xfffedcba);
  }
}
