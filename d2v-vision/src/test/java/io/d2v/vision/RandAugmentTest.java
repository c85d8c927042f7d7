package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RandAugmentTest {
  private static final int SIDE = 32;
  private static final Picture PICTURE = picture();

  @Test
  void theSameKeyChangesAPictureInTheSameWay() {
    for (int i = 0; i < 100; i++) {
      assertThat(augmented(2, 9, 0.5, i)).isEqualTo(augmented(2, 9, 0.5, i));
    }
  }

  @Test
  void pixelsStayWithinBlackAndWhite() {
    for (int i = 0; i < 500; i++) {
      for (float pixel : augmented(3, 10, 0.5, i)) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
  }

  /** One change is left out half of the time; of the others none leaves this picture as it is. */
  @Test
  void aChangeIsLeftOutHalfOfTheTime() {
    int same = 0;
    int draws = 4000;
    float[] whole = Levels.of(PICTURE).picture().pixels();
    for (int i = 0; i < draws; i++) {
      same += Arrays.equals(augmented(1, 9, 0, i), whole) ? 1 : 0;
    }
    assertThat((double) same / draws).isCloseTo(0.5, within(4 * 0.5 / Math.sqrt(draws)));
  }

  @Test
  void noOperationsLeaveThePictureUntouched() {
    RandAugment none = new RandAugment(0, 9, 0.5, Resampling.BICUBIC, List.of(0, 0, 0));
    assertThat(none.apply(PICTURE, new SplittableRandom(1))).isSameAs(PICTURE);
  }

  private static float[] augmented(int operations, double magnitude, double deviation, int seed) {
    return new RandAugment(
            operations, magnitude, deviation, Resampling.BICUBIC, List.of(124, 116, 104))
        .apply(PICTURE, new SplittableRandom(seed))
        .pixels();
  }

  private static Picture picture() {
    float[] pixels = new float[3 * SIDE * SIDE];
    SplittableRandom random = new SplittableRandom(8);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (0.1 + 0.8 * random.nextDouble());
    }
    return new Picture(3, SIDE, SIDE, pixels);
  }
}
