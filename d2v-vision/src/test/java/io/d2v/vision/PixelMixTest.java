package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Example;
import io.d2v.api.Mixed;
import io.d2v.api.Mixing;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PixelMixTest {
  private static final int SIDE = 20;
  private static final PixelMix MIX = new PixelMix(3, SIDE, SIDE);
  private static final Example ZEROS = filled(0);
  private static final Example ONES = filled(1);

  @Test
  void blendedPixelsAreWeightedMeans() {
    Mixed mixed = MIX.mix(ONES, filled(5), Mixing.BLEND, 0.75, new SplittableRandom(1));
    assertThat(mixed.share()).isEqualTo(0.75);
    assertThat(pixels(mixed.example())).containsOnly(0.75f + 0.25f * 5);
    assertThat(mixed.example().valid()).isEqualTo(ONES.valid());
  }

  @Test
  void theShareOfAPastedPictureIsThatOfItsPixels() {
    for (int i = 0; i < 500; i++) {
      double wanted = i / 499.0;
      Mixed mixed = MIX.mix(ONES, ZEROS, Mixing.PASTE, wanted, new SplittableRandom(i));
      double ones = 0;
      for (float pixel : pixels(mixed.example())) {
        ones += pixel;
      }
      assertThat(mixed.share()).isCloseTo(ones / (3 * SIDE * SIDE), within(1e-9));
      assertThat(mixed.share()).isGreaterThanOrEqualTo(wanted - 1e-9);
    }
    assertThat(pixels(ONES)).containsOnly(1f);
  }

  @Test
  void theSameGeneratorPastesTheSamePlaceInEveryColour() {
    Mixed mixed = MIX.mix(ONES, ZEROS, Mixing.PASTE, 0.6, new SplittableRandom(4));
    Mixed again = MIX.mix(ONES, ZEROS, Mixing.PASTE, 0.6, new SplittableRandom(4));
    float[] pixels = pixels(mixed.example());
    assertThat(pixels(again.example())).isEqualTo(pixels);
    int size = SIDE * SIDE;
    assertThat(Arrays.copyOfRange(pixels, size, 2 * size)).isEqualTo(Arrays.copyOf(pixels, size));
  }

  /**
   * With timm's {@code rand_bbox} for a 20 x 20 picture, half of it kept, around row 3, column 18.
   */
  @Test
  void boxesAreCutOffAtTheBorder() {
    PixelMix.Box box = PixelMix.Box.of(SIDE, SIDE, 0.5, new Given(3, 18));
    assertThat(box).isEqualTo(new PixelMix.Box(0, 11, 10, 20));
  }

  /**
   * In 4,000,000 draws from timm's {@code rand_bbox}: 0.6624 is kept of a half that was asked for.
   */
  @Test
  void boxesAreAsLargeAsTimmsOnAverage() {
    double kept = 0;
    for (int i = 0; i < 40_000; i++) {
      PixelMix.Box box = PixelMix.Box.of(224, 224, 0.5, new SplittableRandom(i));
      kept += (1 - box.pixels() / (224.0 * 224)) / 40_000;
    }
    assertThat(kept).isCloseTo(0.6624, within(0.002));
  }

  private static Example filled(float value) {
    float[] pixels = new float[3 * SIDE * SIDE];
    Arrays.fill(pixels, value);
    return new Example(Map.of(PatchEncoder.PIXELS, Array.of(Shape.of(3, SIDE, SIDE), pixels)), 25);
  }

  private static float[] pixels(Example example) {
    return example.arrays().get(PatchEncoder.PIXELS).floats();
  }

  /** Draws these in turn. */
  private static final class Given implements RandomGenerator {
    private final int[] draws;
    private int next;

    Given(int... draws) {
      this.draws = draws;
    }

    @Override
    public int nextInt(int bound) {
      return draws[next++];
    }

    @Override
    public long nextLong() {
      throw new UnsupportedOperationException();
    }
  }
}
