package io.d2v.vision;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import io.d2v.vision.Resampling.Side;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Makes samples the model's input: decode, crop, flip, change colours, normalise, erase. */
record Pictures(PatchSettings settings) {
  /** Normalised pixels: {@code [channels, image_size, image_size]}. */
  float[] prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    Raster picture = ImageDecoder.decode(sample);
    int side = settings.imageSize();
    if (phase == Phase.EVALUATE) {
      Crop crop = Crop.central(picture.height(), picture.width(), side, settings.centralCrop());
      return normalized(square(picture, crop, Side.LEFT));
    }
    Crop crop =
        Crop.random(
            picture.height(), picture.width(), settings.cropArea(), settings.cropAspect(), random);
    Side left = random.nextDouble() < settings.flip() ? Side.RIGHT : Side.LEFT;
    Picture cropped = square(picture, crop, left);
    Picture jittered = new ColorJitter(settings.jitter(), settings.hue()).apply(cropped, random);
    float[] pixels = normalized(RandAugment.of(settings).apply(jittered, random));
    new RandomErasing(settings.erase()).apply(pixels, side, random);
    return pixels;
  }

  private Picture square(Raster picture, Crop crop, Side left) {
    return settings
        .interpolation()
        .square(picture, crop, settings.imageSize(), left)
        .withChannels(settings.channels());
  }

  /** In place: the picture is nobody else's. */
  private float[] normalized(Picture picture) {
    int size = picture.height() * picture.width();
    float[] pixels = picture.pixels();
    for (int c = 0; c < picture.channels(); c++) {
      float mean = settings.mean().get(c).floatValue();
      normalize(pixels, c * size, (c + 1) * size, mean, settings.deviation().get(c).floatValue());
    }
    return pixels;
  }

  private static void normalize(float[] pixels, int begin, int end, float mean, float deviation) {
    for (int i = begin; i < end; i++) {
      pixels[i] = (pixels[i] - mean) / deviation;
    }
  }
}
