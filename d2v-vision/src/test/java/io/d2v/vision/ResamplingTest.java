package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.vision.Resampling.Side;
import org.junit.jupiter.api.Test;

/** Expected values are Pillow's, of a float image that is cropped first, as torchvision does. */
class ResamplingTest {
  private static final Crop LARGE = new Crop(1, 2, 7, 9);
  private static final Crop SMALL = new Crop(2, 4, 3, 3);

  @Test
  void bilinearIsPillows() {
    assertSquare(
        Resampling.BILINEAR,
        LARGE,
        0.538571f,
        0.582143f,
        0.445357f,
        0.448309f,
        0.473137f,
        0.530147f,
        0.494375f,
        0.589048f,
        0.446250f);
    assertSquare(
        Resampling.BILINEAR,
        SMALL,
        0.260000f,
        0.408000f,
        0.630000f,
        0.852000f,
        1.000000f,
        0.420000f,
        0.406400f,
        0.386000f,
        0.608000f,
        0.756000f,
        0.660000f,
        0.404000f,
        0.020000f,
        0.242000f,
        0.390000f,
        0.294000f,
        0.280400f,
        0.260000f,
        0.482000f,
        0.630000f,
        0.050000f,
        0.198000f,
        0.420000f,
        0.642000f,
        0.790000f);
  }

  @Test
  void bicubicIsPillowsWithinBlackAndWhite() {
    assertSquare(
        Resampling.BICUBIC,
        LARGE,
        0.537271f,
        0.587836f,
        0.440325f,
        0.443525f,
        0.451268f,
        0.545817f,
        0.486867f,
        0.607330f,
        0.439389f);
    assertSquare(
        Resampling.BICUBIC,
        SMALL,
        0.196134f,
        0.369756f,
        0.676038f,
        0.936242f,
        1.000000f,
        0.429837f,
        0.400706f,
        0.398134f,
        0.637038f,
        0.796059f,
        0.708302f,
        0.418955f,
        0.020000f,
        0.231567f,
        0.417925f,
        0.284090f,
        0.254959f,
        0.252388f,
        0.491292f,
        0.650313f,
        0.000000f,
        0.143907f,
        0.450189f,
        0.710393f,
        0.848113f);
  }

  @Test
  void theSameSizeChangesNothing() {
    Picture same = Resampling.BICUBIC.square(picture(), new Crop(0, 0, 9, 9), 9, Side.LEFT);

    for (int y = 0; y < 9; y++) {
      for (int x = 0; x < 9; x++) {
        assertThat(same.pixels()[9 * y + x])
            .isCloseTo(picture().pixels()[12 * y + x], within(1e-6f));
      }
    }
  }

  @Test
  void aFlippedSquareIsTheSquareMirrored() {
    float[] square = Resampling.BICUBIC.square(picture(), LARGE, 5, Side.LEFT).pixels();
    float[] flipped = Resampling.BICUBIC.square(picture(), LARGE, 5, Side.RIGHT).pixels();
    for (int i = 0; i < square.length; i++) {
      assertThat(flipped[i / 5 * 5 + 4 - i % 5]).isEqualTo(square[i]);
    }
  }

  private static void assertSquare(Resampling how, Crop crop, float... expected) {
    int side = (int) Math.sqrt(expected.length);
    assertThat(how.square(picture(), crop, side, Side.LEFT).pixels())
        .containsExactly(expected, within(1e-5f));
  }

  private static Picture picture() {
    float[] pixels = new float[9 * 12];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i * 37 % 101 / 100f;
    }
    return new Picture(1, 9, 12, pixels);
  }
}
