package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandomErasingTest {
  private static final int SIDE = 64;
  private static final int SIZE = SIDE * SIDE;
  private static final float KEPT = 100;

  @Test
  void aRectangleOfStandardNormalNoiseTakesThePlaceOfEveryColour() {
    double sum = 0;
    double squares = 0;
    double count = 0;
    for (int i = 0; i < 300; i++) {
      float[] pixels = erased(1, i);
      for (int p = 0; p < SIZE; p++) {
        assertThat(pixels[p] == KEPT).isEqualTo(pixels[SIZE + p] == KEPT);
        if (pixels[p] != KEPT) {
          sum += pixels[p];
          squares += pixels[p] * pixels[p];
          count++;
        }
      }
    }
    assertThat(sum / count).isCloseTo(0, within(4 / Math.sqrt(count)));
    assertThat(squares / count).isCloseTo(1, within(6 / Math.sqrt(count)));
  }

  /** timm's rectangles for 64 x 64, drawn 400,000 times as documented. */
  @Test
  void rectanglesAreAsLargeAsTimms() {
    int draws = 10_000;
    double area = 0;
    for (int i = 0; i < draws; i++) {
      area += share(erased(1, i)) / draws;
    }
    assertThat(area).isCloseTo(0.1754, within(0.004)); // 4 standard errors
  }

  @Test
  void picturesAreErasedAsOftenAsAsked() {
    int draws = 10_000;
    double erased = 0;
    for (int i = 0; i < draws; i++) {
      erased += share(erased(0.25, i)) > 0 ? 1 : 0;
    }
    assertThat(erased / draws).isCloseTo(0.25, within(4 * Math.sqrt(0.1875 / draws)));
  }

  @Test
  void theSameKeyErasesTheSame() {
    assertThat(erased(1, 5)).isEqualTo(erased(1, 5)).isNotEqualTo(erased(1, 6));
  }

  private static float[] erased(double probability, int seed) {
    float[] pixels = new float[3 * SIZE];
    Arrays.fill(pixels, KEPT);
    new RandomErasing(probability).apply(pixels, SIDE, new SplittableRandom(seed));
    return pixels;
  }

  private static double share(float[] pixels) {
    double erased = 0;
    for (int p = 0; p < SIZE; p++) {
      erased += pixels[p] == KEPT ? 0 : 1;
    }
    return erased / SIZE;
  }
}
