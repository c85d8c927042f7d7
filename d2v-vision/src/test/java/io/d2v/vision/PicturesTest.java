package io.d2v.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import io.d2v.api.graph.Array;
import io.d2v.api.graph.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static final Sample SAMPLE = noise(3, 40, 56);
  private static final List<Double> AREA = List.of(0.08, 1.0);
  private static final List<Double> ASPECT = List.of(0.75, 4.0 / 3);

  @Test
  void theSameKeyGivesTheSamePixels() throws IOException {
    Pictures pictures = pictures(3, 0.5, 0.4, 0.1);
    float[] first = pictures.prepare(SAMPLE, Phase.TRAIN, new SplittableRandom(1));
    assertThat(pictures.prepare(SAMPLE, Phase.TRAIN, new SplittableRandom(1))).isEqualTo(first);
    assertThat(pictures.prepare(SAMPLE, Phase.TRAIN, new SplittableRandom(2))).isNotEqualTo(first);
    assertThat(first).hasSize(3 * 16 * 16);
  }

  @Test
  void evaluationDrawsNothing() throws IOException {
    Pictures pictures = pictures(3, 0.5, 0.4, 0.1);
    assertThat(pictures.prepare(SAMPLE, Phase.EVALUATE, new SplittableRandom(1)))
        .isEqualTo(pictures.prepare(SAMPLE, Phase.EVALUATE, new SplittableRandom(2)));
  }

  @Test
  void pixelsAreNormalisedByChannel() throws IOException {
    float[] stored = new float[3 * 16 * 16];
    Arrays.fill(stored, 0, 256, 255f);
    Sample red = Sample.of("red", new Sample.Values(Array.of(Shape.of(3, 16, 16), stored)));
    float[] pixels = pictures(3, 0, 0, 0).prepare(red, Phase.EVALUATE, new SplittableRandom(1));
    assertThat(pixels[0]).isCloseTo((1 - 0.5f) / 0.25f, within(1e-6f));
    assertThat(pixels[256]).isCloseTo((0 - 0.5f) / 0.25f, within(1e-6f));
  }

  @Test
  void greyAndColourBecomeWhatTheModelTakes() throws IOException {
    Sample grey = noise(1, 16, 16);
    float[] coloured = pictures(3, 0, 0, 0).prepare(grey, Phase.EVALUATE, new SplittableRandom(1));
    assertThat(coloured).hasSize(3 * 256);
    assertThat(coloured[300]).isEqualTo(coloured[300 - 256]).isEqualTo(coloured[300 + 256]);
    assertThat(pictures(1, 0, 0, 0).prepare(SAMPLE, Phase.EVALUATE, new SplittableRandom(1)))
        .hasSize(256);
  }

  @Test
  void flipsComeAsOftenAsAsked() throws IOException {
    Sample sample = noise(1, 16, 16);
    Pictures whole = new Pictures(settings(1, 0.3, 0, 0, List.of(1.0, 1.0), List.of(1.0, 1.0)));
    float[] upright = whole.prepare(sample, Phase.EVALUATE, new SplittableRandom(0));
    int flipped = 0;
    for (int i = 0; i < 2000; i++) {
      float[] pixels = whole.prepare(sample, Phase.TRAIN, new SplittableRandom(i));
      flipped += Math.abs(pixels[0] - upright[0]) > 1e-4 ? 1 : 0;
    }
    assertThat(flipped / 2000.0).isCloseTo(0.3, within(0.04)); // 4 standard errors
  }

  @Test
  void randomCropsAreAsTorchvisionDrawsThem() {
    int draws = 20_000;
    double area = 0;
    double logAspect = 0;
    double centre = 0;
    for (int i = 0; i < draws; i++) {
      Crop crop = Crop.random(200, 300, AREA, ASPECT, new SplittableRandom(i));
      assertThat(crop.top() + crop.height()).isLessThanOrEqualTo(200);
      assertThat(crop.left() + crop.width()).isLessThanOrEqualTo(300);
      assertThat(Math.min(crop.top(), crop.left())).isNotNegative();
      assertThat((double) crop.width() / crop.height()).isBetween(0.73, 1.36);
      area += crop.height() * crop.width() / 60_000.0 / draws;
      logAspect += Math.log((double) crop.width() / crop.height()) / draws;
      centre += (crop.left() + crop.width() / 2.0) / 300 / draws;
    }
    // Simulated 400,000 times from the documented algorithm; bounds are 4 standard errors.
    assertThat(area).isCloseTo(0.3906, within(0.0054));
    assertThat(logAspect).isCloseTo(0.0315, within(0.0047));
    assertThat(centre).isCloseTo(0.5, within(0.0043));
  }

  @Test
  void evaluationKeepsAsMuchOfTheCentreAsIsSaid() {
    assertThat(Crop.central(300, 400, 224, 0.875)).isEqualTo(new Crop(19, 69, 262, 262));
    assertThat(Crop.central(300, 400, 224, 1)).isEqualTo(new Crop(0, 50, 300, 300));
    assertThat(Crop.central(200, 200, 224, 0.875)).isEqualTo(new Crop(0, 0, 200, 200));
  }

  @Test
  void aPictureTooNarrowForAnyCropGivesItsCentre() {
    Crop crop = Crop.random(10, 1000, List.of(1.0, 1.0), ASPECT, new SplittableRandom(1));
    assertThat(crop).isEqualTo(new Crop(0, 493, 10, 13));
  }

  @Test
  void jitterKeepsPixelsWithinRangeAndLeavesAGreyPicturesHue() {
    Picture noise = new Picture(3, 8, 8, randomPixels(3 * 64));
    for (int i = 0; i < 200; i++) {
      float[] pixels = new ColorJitter(0.4, 0.1).apply(noise, new SplittableRandom(i)).pixels();
      for (float pixel : pixels) {
        assertThat(pixel).isBetween(0f, 1f);
      }
    }
    Picture grey = new Picture(1, 8, 8, randomPixels(64)).withChannels(3);
    float[] turned = new ColorJitter(0, 0.5).apply(grey, new SplittableRandom(1)).pixels();
    assertThat(turned).containsExactly(grey.pixels(), within(1e-6f));
  }

  private static Pictures pictures(int channels, double flip, double jitter, double hue) {
    return new Pictures(settings(channels, flip, jitter, hue, AREA, ASPECT));
  }

  private static PatchSettings settings(
      int channels,
      double flip,
      double jitter,
      double hue,
      List<Double> area,
      List<Double> aspect) {
    List<Double> mean = Collections.nCopies(channels, 0.5);
    List<Double> deviation = Collections.nCopies(channels, 0.25);
    return new PatchSettings(
        16,
        4,
        channels,
        true,
        PatchSettings.Positions.NONE,
        PatchSettings.RelativeBias.NONE,
        0.02,
        false,
        1e-6,
        mean,
        deviation,
        area,
        aspect,
        Resampling.BILINEAR,
        flip,
        jitter,
        hue,
        0,
        9,
        0.5,
        0,
        0.875);
  }

  private static Sample noise(int channels, int height, int width) {
    float[] pixels = randomPixels(channels * height * width);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] *= 255;
    }
    Array values = Array.of(Shape.of(channels, height, width), pixels);
    return Sample.of("noise", new Sample.Values(values));
  }

  private static float[] randomPixels(int count) {
    Random random = new Random(7);
    float[] pixels = new float[count];
    for (int i = 0; i < count; i++) {
      pixels[i] = random.nextFloat();
    }
    return pixels;
  }
}
