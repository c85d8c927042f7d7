package io.d2v.vision;

import io.d2v.api.Encoder.Phase;
import io.d2v.api.Sample;
import java.io.IOException;
import java.util.random.RandomGenerator;

/** Makes samples the model's input: decode, crop, flip, jitter, normalise. */
record Pictures(PatchSettings settings) {
  /** Normalised pixels: {@code [channels, image_size, image_size]}. */
  float[] prepare(Sample sample, Phase phase, RandomGenerator random) throws IOException {
    Raster picture = ImageDecoder.decode(sample);
    int side = settings.imageSize();
    if (phase == Phase.EVALUATE) {
      Crop crop = Crop.central(picture.height(), picture.width(), side);
      return normalized(square(picture, crop));
    }
    Crop crop =
        Crop.random(
            picture.height(), picture.width(), settings.cropArea(), settings.cropAspect(), random);
    Picture cropped = square(picture, crop);
    Picture turned = random.nextDouble() < settings.flip() ? cropped.flipped() : cropped;
    return normalized(new ColorJitter(settings.jitter(), settings.hue()).apply(turned, random));
  }

  private Picture square(Raster picture, Crop crop) {
    return settings
        .interpolation()
        .square(picture, crop, settings.imageSize())
        .withChannels(settings.channels());
  }

  private float[] normalized(Picture picture) {
    int size = picture.height() * picture.width();
    float[] result = new float[picture.pixels().length];
    for (int c = 0; c < picture.channels(); c++) {
      normalize(
          picture.pixels(),
          result,
          c * size,
          (c + 1) * size,
          settings.mean().get(c).floatValue(),
          settings.deviation().get(c).floatValue());
    }
    return result;
  }

  private static void normalize(
      float[] in, float[] out, int begin, int end, float mean, float deviation) {
    for (int i = begin; i < end; i++) {
      out[i] = (in[i] - mean) / deviation;
    }
  }
}
